import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPushwrightError } from '../../src/core.ts'
import type { PlanStep } from '../../src/load/plan/plan.ts'
import { formatPlanString, parsePlanString } from '../../src/load/plan/plan-string.ts'

function argsOf(text: string): readonly unknown[] | undefined {
  return parsePlanString(`basic, 1, 1, 0, ${text}`)[0]?.mix[0]?.args
}

test('steps are joined by bars, and each names quantity, launches in a second, and delay', () => {
  expect(parsePlanString('basic, 100, 10, 0 | ./mine.ts:deep.chat,5,1, 2.5')).toEqual([
    {
      mix: [{ scenario: 'basic', args: [], weight: 1 }],
      arrival: { model: 'launch', quantity: 100, perSecond: 10 },
      delay: 0,
    },
    {
      mix: [{ scenario: './mine.ts:deep.chat', args: [], weight: 1 }],
      arrival: { model: 'launch', quantity: 5, perSecond: 1 },
      delay: 2500,
    },
  ])
})

test.for([
  ['30, 0.5, foo, true, null', [30, 0.5, 'foo', true, null]],
  ['[1\\, "two"], 3', [1, 'two', 3]],
  ['{"ttl": 60}, 7, runOnce=1, name=a b', [7, { ttl: 60, runOnce: 1, name: 'a b' }]],
  ['{"a":1\\,"b":"x\\|y"}', [{ a: 1, b: 'x|y' }]],
  ['https://a.example/?b=c', ['https://a.example/?b=c']],
  ['a\\b', ['a\\b']],
  ['one\\, two', ['one, two']],
  ['"a\\\\\\,b"', ['a\\,b']],
] as const)('the arguments %s are %j', ([text, args]) => {
  expect(argsOf(text)).toEqual(args)
})

test.for([
  ['', /^The plan: Expected the name of a scenario, got nothing\.$/],
  ['basic, 1, 1, 0 |', /^Step 2 of the plan: Expected the name of a scenario/],
  ['basic', /Expected quantity, stagger and delay after "basic", got only the name\./],
  ['basic, 1, 2', /after "basic", got only "1" and "2"\./],
  ['basic, one, 1, 0', /Expected the quantity to be a whole number from 1 on, got "one"\./],
  ['basic, 1.5, 1, 0', /quantity .* got "1\.5"/],
  ['basic, 0, 1, 0', /quantity .* got "0"/],
  ['basic, 1, 0, 0', /Expected the stagger, which is launches in a second, .* got "0"\./],
  ['basic, 1, 1, -1', /Expected the delay to be seconds, such as 0 or 2\.5, got "-1"\./],
  ['basic, 1, 1, 0, {"a":1,"b":2}', /Expected JSON, got "\{\\"a\\":1"\. Write each comma in it as \\,/],
  ['basic, 1, 1, 0,, 2', /Expected an argument between two commas, got nothing/],
  ['basic, 1, 1, 0, a=1, {"a":2}', /Expected each named argument once, got "a" twice\./],
] as const)('%j is refused', ([text, message]) => {
  expect(() => parsePlanString(text)).toThrow(message)
})

const word = fc.stringMatching(/^[\w./:-]{1,20}$/)
const steps: fc.Arbitrary<PlanStep[]> = fc.array(
  fc.record({
    mix: fc.tuple(fc.record({ scenario: word, args: fc.array(jsonValue()), weight: fc.constant(1) })),
    arrival: fc.record({
      model: fc.constant('launch' as const),
      quantity: fc.integer({ min: 1, max: 999_999_999 }),
      perSecond: fc.integer({ min: 1, max: 999_999_999 }),
    }),
    delay: fc.nat(999_999_999),
  }),
  { minLength: 1, maxLength: 4 },
)

/** JSON has no negative zero: what is written is 0. */
function jsonValue(): fc.Arbitrary<unknown> {
  return fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)
}

test('what is written is read as the same', () => {
  fc.assert(
    fc.property(steps, (some) => {
      expect(parsePlanString(formatPlanString(some))).toEqual(some)
    }),
  )
})

test('any text is a plan or is refused with a step', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z0-9,|\\{}[\]"=: ]*$/))
  fc.assert(
    fc.property(text, (some) => {
      try {
        expect(parsePlanString(some).length).toBeGreaterThan(0)
      } catch (error) {
        expect(isPushwrightError(error, 'ERR_OPTION') && error.message).toMatch(/^(The plan|Step \d+ of the plan): /)
      }
    }),
    { numRuns: 1000 },
  )
})

test('more arguments than somebody types are refused, and soon', () => {
  expect(() => parsePlanString(`basic, 1, 1, 0${', x'.repeat(50_000)}`)).toThrow('at most 100 arguments, got 50000')
})
