import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compareWithBaseline,
  emptyBaseline,
  parseBaseline,
  type TestRecord,
  updateBaseline,
} from '../../src/report/index.ts'
import { targetRecord, testRecord } from './runs.ts'

const why = { reason: 'feature', ids: ['urn:pushwright:feature:topic'] } as const

const records = fc.uniqueArray(
  fc.record({ title: fc.string({ minLength: 1 }), state: fc.constantFrom('passed', 'skipped') }),
  { selector: ({ title }) => title },
)

function testsOf(list: readonly { title: string; state: 'passed' | 'skipped' }[]): TestRecord[] {
  return list.map(({ title, state }) => ({
    ...testRecord('x', state, state === 'skipped' ? why : undefined),
    path: [title],
  }))
}

test('an updated baseline has nothing against the run it was made of, and something against any other', () => {
  fc.assert(
    fc.property(records, records, (first, second) => {
      const before = targetRecord('a', testsOf(first))
      const after = targetRecord('a', testsOf(second))
      const baseline = parseBaseline(JSON.stringify(updateBaseline(emptyBaseline, before, true)))
      expect(compareWithBaseline(baseline, before, true)).toEqual([])
      const skips = (list: typeof first): string[] =>
        list.flatMap(({ title, state }) => (state === 'skipped' ? [title] : [])).sort()
      const isSame = second.length === 0 || JSON.stringify(skips(first)) === JSON.stringify(skips(second))
      expect(compareWithBaseline(baseline, after, true).length === 0).toBe(isSame)
    }),
  )
})

test('targets have lists of their own', () => {
  const skipped = [testRecord('one', 'skipped', why)]
  const baseline = updateBaseline(emptyBaseline, targetRecord('a', skipped), true)
  expect(compareWithBaseline(baseline, targetRecord('b', skipped), true)).toEqual([
    'b: e2e/a.test.ts > one: does not run any more (feature topic)',
  ])
  expect(Object.keys(updateBaseline(baseline, targetRecord('b', skipped), true).targets)).toEqual(['a', 'b'])
})

test('a skip of the test itself is not the business of the baseline', () => {
  const target = targetRecord('a', [testRecord('one', 'skipped', { reason: 'runtime' })])
  expect(compareWithBaseline(emptyBaseline, target, true)).toEqual([])
})
