// The string form of a plan: `module:function, quantity, stagger, delay, arguments`, steps joined by `|`.
import { quoteForMessage } from '../../errors/index.ts'
import type { PlanStep } from './plan.ts'
import { formatArguments, readArguments } from './plan-arguments.ts'
import { planError } from './plan-error.ts'

/** Scenario, quantity, stagger and delay, and as many arguments as somebody types. */
const mostParts = 104

/**
 * Reads the string form of a plan. A comma or bar that is meant as such is written `\,` or `\|`.
 *
 * @param text - Such as `basic, 100, 10, 0 | reconnectForever, 5, 1, 2, 30`: a hundred, ten in a second, at once; and five, one in
 *   a second, from the second second on, with the argument 30.
 * @throws PushwrightError `ERR_OPTION` that says which step cannot be honoured, and why.
 */
export function parsePlanString(text: string): PlanStep[] {
  return splitUnescaped(text, '|').map((step, index, all) => {
    const place = all.length === 1 ? 'The plan' : `Step ${index + 1} of the plan`
    return parseStep(step, place)
  })
}

/**
 * Writes steps in their string form; {@link parsePlanString} reads the same again.
 *
 * @throws PushwrightError `ERR_OPTION` for a step that the form has no words for, such as one of several scenarios.
 */
export function formatPlanString(steps: readonly PlanStep[]): string {
  return steps
    .map(({ mix, arrival, delay }, index) => {
      const [{ scenario, args } = { scenario: '', args: [] }] = mix
      if (mix.length !== 1 || arrival.model !== 'launch') {
        throw planError(`Step ${index + 1}`, 'only one scenario with a quantity and a stagger can be written as text.')
      }
      const { quantity, perSecond } = arrival
      return [scenario, quantity, perSecond, delay / 1000, ...formatArguments(args)]
        .map((part) => String(part).replaceAll(/[,|]/g, '\\$&'))
        .join(', ')
    })
    .join(' | ')
}

function parseStep(text: string, place: string): PlanStep {
  const parts = splitUnescaped(text, ',')
  if (parts.length > mostParts) {
    throw planError(place, `Expected at most ${mostParts - 4} arguments, got ${parts.length - 4}. Write a file.`)
  }
  const [scenario = '', quantity, stagger, delay, ...rest] = parts.map(unescapeItem)
  if (scenario === '') throw planError(place, 'Expected the name of a scenario, got nothing.')
  if (quantity === undefined || stagger === undefined || delay === undefined) {
    const got = [quantity, stagger].filter((part) => part !== undefined)
    throw planError(
      place,
      `Expected quantity, stagger and delay after ${quoteForMessage(scenario)}, got only ${got.length === 0 ? 'the name' : got.map(quoteForMessage).join(' and ')}.`,
    )
  }
  return {
    mix: [{ scenario, args: readArguments(rest, place), weight: 1 }],
    arrival: {
      model: 'launch',
      quantity: wholeNumber(quantity, 'quantity', place),
      perSecond: wholeNumber(stagger, 'stagger, which is launches in a second,', place),
    },
    delay: seconds(delay, place),
  }
}

function wholeNumber(text: string, what: string, place: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text)
  throw planError(place, `Expected the ${what} to be a whole number from 1 on, got ${quoteForMessage(text)}.`)
}

function seconds(text: string, place: string): number {
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return Math.round(Number(text) * 1000)
  throw planError(place, `Expected the delay to be seconds, such as 0 or 2.5, got ${quoteForMessage(text)}.`)
}

/** Splits at a character that no backslash precedes. Backslashes pair up from the left, as they do in JSON. */
function splitUnescaped(text: string, separator: ',' | '|'): string[] {
  const parts = ['']
  for (const [token] of text.matchAll(/[^\\,|]+|\\?./gsu)) {
    if (token === separator) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts
}

/** Takes the backslash off commas and bars; others belong to the text. */
function unescapeItem(text: string): string {
  return text.replaceAll(/\\(.)/gsu, (pair, character: string) => (/[,|]/.test(character) ? character : pair)).trim()
}
