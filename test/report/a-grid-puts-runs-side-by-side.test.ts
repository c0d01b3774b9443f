import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridOf, hasFailed, renderGrid, renderGridMarkdown, type TestRecord } from '../../src/report/index.ts'
import { runRecord, targetRecord, testRecord } from './runs.ts'

const quirk = { reason: 'quirk', ids: ['urn:pushwright:quirk:topic-not-replaced'] } as const

test('a test that one target does not have leaves its cell empty', () => {
  const grid = gridOf([
    runRecord([targetRecord('a', [testRecord('one', 'passed'), testRecord('two', 'failed')])]),
    runRecord([targetRecord('b', [testRecord('two', 'passed'), testRecord('three', 'skipped', quirk)])]),
  ])
  expect(grid.columns.map(({ name, counts }) => [name, counts])).toEqual([
    ['a', { passed: 1, failed: 1, skipped: 0 }],
    ['b', { passed: 1, failed: 0, skipped: 1 }],
  ])
  expect(grid.rows.map(({ path, cells }) => [path[0], cells.map((cell) => cell?.state)])).toEqual([
    ['one', ['passed', undefined]],
    ['two', ['failed', 'passed']],
    ['three', [undefined, 'skipped']],
  ])
})

test('two tests of one name are two rows', () => {
  const grid = gridOf([runRecord([targetRecord('a', [testRecord('one', 'passed'), testRecord('one', 'failed')])])])
  expect(grid.rows.map(({ cells }) => cells[0]?.state)).toEqual(['passed', 'failed'])
})

test('one target on two versions of Node, or run twice, is two columns with names of their own', () => {
  const target = targetRecord('a', [testRecord('one', 'passed')])
  const names = (nodes: readonly string[]): string[] =>
    gridOf(nodes.map((node) => runRecord([target], node))).columns.map(({ name }) => name)
  expect(names(['22.1.0', '24.1.0'])).toEqual(['a (node 22)', 'a (node 24)'])
  expect(names(['24.1.0', '24.2.0'])).toEqual(['e2e a (node 24.1.0)', 'e2e a (node 24.2.0)'])
  expect(names(['24.1.0', '24.1.0'])).toEqual(['a #1', 'a #2'])
})

test('a failed test or a target that is down fails the grid; skips do not', () => {
  const skipped = targetRecord('a', [testRecord('one', 'skipped', quirk)])
  expect(hasFailed(gridOf([runRecord([skipped])]))).toBe(false)
  expect(hasFailed(gridOf([runRecord([{ ...skipped, state: 'down', message: 'refused' }])]))).toBe(true)
  expect(hasFailed(gridOf([runRecord([targetRecord('a', [testRecord('one', 'failed')])])]))).toBe(true)
})

test('the table fits the terminal, with one letter for each reason', () => {
  const long = `${'a very long title '.repeat(8)}> end`
  const text = renderGrid(
    gridOf([
      runRecord([
        targetRecord('ideal', [testRecord('one', 'passed'), testRecord(long, 'passed'), testRecord('two', 'failed')]),
        targetRecord('odd', [testRecord('one', 'passed'), testRecord(long, 'skipped', quirk)]),
      ]),
    ]),
    { width: 60 },
  )
  expect(text).toMatchInlineSnapshot(`
    " 3 tests on 2 targets: failed
      1 ✗ ideal   2 passed, 1 failed, 0 skipped
      2 ✓ odd     1 passed, 0 failed, 1 skipped

     e2e/a.test.ts                                        1  2
      a very long title a very long title a very long t…  ✓  q
      two                                                 ✗  .

     ✓ passed  ✗ failed  . not in the run; skipped: u unconfigured, d target-down, f feature, q quirk, r runtime
    "
  `)
  for (const line of text.split('\n').slice(4, -2)) expect(line.length).toBeLessThanOrEqual(60)
})

test('Markdown leaves no syntax of a title, a note or an error alive', () => {
  const hostile = '<img src=x onerror=alert(1)> | `code` | [link](x) *bold*'
  const markdown = renderGridMarkdown(
    gridOf([
      runRecord([
        targetRecord('a|b', [
          testRecord(hostile, 'failed'),
          testRecord('skips', 'skipped', { reason: 'runtime', note: hostile }),
        ]),
      ]),
    ]),
  )
  expect(markdown).not.toContain('<img')
  expect(markdown).not.toMatch(/(?<!\\)`code/)
  // The cells of each row are as many as the head has.
  const rows = markdown.split('\n').filter((line) => line.startsWith('| '))
  const cells = (row: string): number => row.split(/(?<!\\)\|/).length
  expect(new Set(rows.filter((row) => row.includes('❌') || row.includes('⏭️')).map(cells))).toEqual(new Set([4]))
})

test('any runs make a grid in which every test is found again', () => {
  const record: fc.Arbitrary<TestRecord> = fc.record({
    file: fc.constantFrom('a.test.ts', 'b.test.ts'),
    path: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
    state: fc.constantFrom('passed', 'failed', 'skipped'),
    duration: fc.nat(),
  })
  fc.assert(
    fc.property(fc.array(fc.array(record), { maxLength: 4 }), (targets) => {
      const grid = gridOf(targets.map((tests, index) => runRecord([targetRecord(`t${index}`, tests)])))
      for (const [column, tests] of targets.entries()) {
        const found = grid.rows.flatMap(({ cells }) => cells[column] ?? [])
        expect(found).toHaveLength(tests.length)
        expect(new Set(found)).toEqual(new Set(tests))
      }
      expect(renderGrid(grid)).toContain(hasFailed(grid) ? 'failed' : 'passed')
      expect(renderGridMarkdown(grid)).toContain('| Target |')
    }),
  )
})
