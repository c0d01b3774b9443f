// Reads a plan that somebody wrote: checks every field, and makes of it what the run needs.
import { parseDuration } from '../../deadline/index.ts'
import { didYouMean, nearest, quoteForMessage } from '../../errors/index.ts'
import { isObject, type JsonObject } from '../../json/index.ts'
import { type Arrival, type Plan, type PlannedScenario, type PlanStep, planDefaults, type Stage } from './plan.ts'
import { planError } from './plan-error.ts'
import { parsePlanString } from './plan-string.ts'
import { parseThreshold } from './threshold.ts'

/**
 * Reads a plan.
 *
 * @param input - What the default export of a plan file has to be, see `PlanInput`.
 * @param name - The plan's name, unless it has one of its own.
 * @throws PushwrightError `ERR_OPTION` that names the field.
 */
export function readPlan(input: unknown, name: string): Plan {
  const fields = readFields(input, 'The plan', ['name', 'steps', 'thresholds', 'gracefulStop', 'seed'])
  const { gracefulStop, seed } = fields
  const thresholds = fields.thresholds === undefined ? [] : readList(fields.thresholds, 'thresholds')
  return {
    name: fields.name === undefined ? name : readText(fields.name, 'name'),
    steps: readList(fields.steps, 'steps', 1).flatMap((step, index) => readStep(step, `steps[${index}]`)),
    thresholds: thresholds.map((threshold, index) => {
      const text = readText(threshold, `thresholds[${index}]`)
      parseThreshold(text)
      return text
    }),
    gracefulStop: gracefulStop === undefined ? planDefaults.gracefulStop : readDuration(gracefulStop, 'gracefulStop'),
    seed: seed === undefined ? planDefaults.seed : readWhole(seed, 'seed', 0, 0xffff_ffff),
  }
}

function readStep(input: unknown, place: string): PlanStep[] {
  if (typeof input === 'string') return parsePlanString(input)
  const fields = readFields(input, place, [
    'scenario',
    'args',
    'delay',
    ...['quantity', 'stagger', 'rate', 'clients', 'thinkTime', 'pace'],
  ])
  const arrival = readArrival(fields, place)
  const delay = fields.delay === undefined ? 0 : readDuration(fields.delay, `${place}.delay`)
  return [{ mix: readMix(fields, place), arrival, delay }]
}

function readMix({ scenario, args }: JsonObject, place: string): PlannedScenario[] {
  if (!Array.isArray(scenario)) {
    return [{ scenario: readText(scenario, `${place}.scenario`), args: readArgs(args, `${place}.args`), weight: 1 }]
  }
  if (args !== undefined)
    throw planError(`${place}.args`, 'Expected `args` with each scenario of the mix, got it beside.')
  return readList(scenario, `${place}.scenario`, 1).map((one, index) => {
    const where = `${place}.scenario[${index}]`
    const fields = readFields(one, where, ['scenario', 'args', 'weight'])
    return {
      scenario: readText(fields.scenario, `${where}.scenario`),
      args: readArgs(fields.args, `${where}.args`),
      weight: fields.weight === undefined ? 1 : readPositive(fields.weight, `${where}.weight`),
    }
  })
}

function readArrival(fields: JsonObject, place: string): Arrival {
  const given = ['quantity', 'rate', 'clients'].filter((name) => fields[name] !== undefined)
  if (given.length !== 1) {
    throw planError(
      place,
      `Expected one of \`quantity\`, \`rate\` and \`clients\`, got ${given.length === 0 ? 'none' : given.join(' and ')}.`,
    )
  }
  const [kind] = given
  const stray = Object.keys(fields).find((name) => ownerOf[name] !== undefined && ownerOf[name] !== kind)
  if (stray !== undefined) {
    throw planError(
      `${place}.${stray}`,
      `Expected \`${stray}\` only beside \`${ownerOf[stray]}\`, got it beside \`${kind}\`.`,
    )
  }
  if (kind === 'quantity') {
    return {
      model: 'launch',
      quantity: readWhole(fields.quantity, `${place}.quantity`, 1),
      perSecond: readWhole(fields.stagger, `${place}.stagger`, 1),
    }
  }
  if (kind === 'rate') return { model: 'rate', stages: readStages(fields.rate, `${place}.rate`) }
  const { thinkTime, pace } = fields
  return {
    model: 'clients',
    stages: readStages(fields.clients, `${place}.clients`),
    thinkTime: thinkTime === undefined ? 0 : readDuration(thinkTime, `${place}.thinkTime`),
    pace: pace === undefined ? 0 : readDuration(pace, `${place}.pace`),
  }
}

/** Fields that have a meaning beside one kind of arrival alone. */
const ownerOf: Readonly<Record<string, string>> = { stagger: 'quantity', thinkTime: 'clients', pace: 'clients' }

function readStages(input: unknown, place: string): Stage[] {
  return readList(input, place, 1).map((stage, index) => {
    const where = `${place}[${index}]`
    const { duration, at, from = at, to = at } = readFields(stage, where, ['duration', 'at', 'from', 'to'])
    const milliseconds = readDuration(duration, `${where}.duration`)
    if (milliseconds === 0) throw planError(`${where}.duration`, 'Expected a duration above 0, got 0.')
    return {
      duration: milliseconds,
      from: readAmount(from, `${where}.${at === undefined ? 'from' : 'at'}`),
      to: readAmount(to, `${where}.${at === undefined ? 'to' : 'at'}`),
    }
  })
}

function readFields(input: unknown, place: string, names: readonly string[]): JsonObject {
  if (!isObject(input)) throw planError(place, `Expected an object, got ${show(input)}.`)
  const unknown = Object.keys(input).find((name) => !names.includes(name))
  if (unknown === undefined) return input
  throw planError(place, `There is no field ${quoteForMessage(unknown)}${didYouMean(nearest(unknown, names))}`)
}

function readList(input: unknown, place: string, least = 0): unknown[] {
  if (Array.isArray(input) && input.length >= least) return input
  throw planError(place, `Expected a list${least === 0 ? '' : ' that is not empty'}, got ${show(input)}.`)
}

function readArgs(input: unknown, place: string): unknown[] {
  if (input === undefined) return []
  const args = readList(input, place)
  const asJson = JSON.stringify(args)
  // Args travel to other processes as JSON; what JSON would drop or change is refused here.
  const [lost] = args.filter((arg) => arg === undefined || typeof arg === 'function' || typeof arg === 'bigint')
  if (lost !== undefined || args.includes(undefined)) throw planError(place, `Expected JSON values, got ${show(lost)}.`)
  return JSON.parse(asJson) as unknown[]
}

function readText(input: unknown, place: string): string {
  if (typeof input === 'string' && input.trim() !== '') return input
  throw planError(place, `Expected text, got ${show(input)}.`)
}

function readDuration(input: unknown, place: string): number {
  const milliseconds = typeof input === 'string' || typeof input === 'number' ? parseDuration(input) : undefined
  if (milliseconds !== undefined) return milliseconds
  throw planError(place, `Expected a duration such as 500ms, 5s or 2m, got ${show(input)}.`)
}

function readWhole(input: unknown, place: string, least: number, most = 1e9): number {
  if (Number.isInteger(input) && (input as number) >= least && (input as number) <= most) return input as number
  throw planError(place, `Expected a whole number from ${least} to ${most}, got ${show(input)}.`)
}

function readAmount(input: unknown, place: string): number {
  if (typeof input === 'number' && input >= 0 && input <= 1e9) return input
  throw planError(place, `Expected a number from 0 on, got ${show(input)}.`)
}

function readPositive(input: unknown, place: string): number {
  if (typeof input === 'number' && input > 0 && input <= 1e9) return input
  throw planError(place, `Expected a number above 0, got ${show(input)}.`)
}

function show(input: unknown): string {
  if (input === undefined) return 'nothing'
  if (typeof input === 'string') return quoteForMessage(input)
  if (typeof input === 'function') return 'a function'
  if (typeof input === 'object' && input !== null)
    return Array.isArray(input) ? `a list of ${input.length}` : 'an object'
  return String(input)
}
