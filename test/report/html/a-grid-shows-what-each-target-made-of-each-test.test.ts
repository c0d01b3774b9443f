import { describe, expect, test } from 'vitest'
import { renderGridPage } from '../../../src/report/html/index.ts'
import { gridOf } from '../../../src/report/index.ts'
import { readPage } from './read-page.ts'
import { downGrid, gridOfTests, largeGrid, testRecord } from './sample-grid.ts'

const skip = {
  reason: 'quirk',
  ids: ['urn:pushwright:quirk:topic-not-replaced', 'https://example.org/quirks/own'],
  note: 'the target has a quirk',
} as const

describe('the data', () => {
  test('has the files in order, and a cell for each test and target', () => {
    const grid = gridOfTests([
      testRecord({ file: 'a.test.ts', path: ['suite', 'passes'], duration: 12.345 }),
      testRecord({ file: 'b.test.ts', path: ['fails'], state: 'failed', errors: ['Error: expected 201\nat x'] }),
      testRecord({ file: 'a.test.ts', path: ['skipped'], state: 'skipped', duration: 0, skip }),
    ])
    expect(readPage(renderGridPage(grid)).data).toEqual({
      columns: [{ name: 'stage', node: '24.1.0' }],
      files: [
        {
          name: 'a.test.ts',
          rows: [
            [['suite', 'passes'], 12.3],
            [['skipped'], [0, 0]],
          ],
        },
        { name: 'b.test.ts', rows: [[['fails'], [1, 12.3]]] },
      ],
      outcomes: [
        { state: 'skipped', label: 'quirk topic-not-replaced, https://example.org/quirks/own', ...skip },
        { state: 'failed', label: 'expected 201', errors: ['Error: expected 201\nat x'] },
      ],
    })
  })

  test('has null for what was not part of a run', () => {
    const { files } = readPage(renderGridPage(largeGrid(60))).data as { files: { rows: unknown[][] }[] }
    expect(files.at(-1)?.rows.at(-1)?.at(-1)).toBeNull()
  })

  test.for([
    [{ reason: 'feature', ids: ['urn:pushwright:feature:topic'], note: 'n' }, 'feature topic'],
    [{ reason: 'target-down', ids: [], note: 'n' }, 'target down'],
    [{ reason: 'unconfigured', ids: [], note: 'n' }, 'unconfigured'],
    [{ reason: 'runtime', ids: [], note: 'needs a clock\nand more' }, 'needs a clock'],
    [{ reason: 'runtime', ids: [], note: '' }, 'runtime'],
    [undefined, 'skipped'],
  ] as const)('says in a few words why a test was skipped: %o', ([why, label]) => {
    const record = testRecord({ state: 'skipped', ...(why !== undefined && { skip: why }) })
    expect(readPage(renderGridPage(gridOfTests([record]))).data).toMatchObject({ outcomes: [{ label }] })
  })
})

describe('without script', () => {
  test('there are totals with a bar for each target', () => {
    const { markup } = readPage(renderGridPage(largeGrid(100)))
    expect(markup.match(/<svg class="bar"/g)).toHaveLength(4)
    expect(markup).toMatch(/aria-label="production: \d+ passed, (?:\d+ failed, )?\d+ skipped, 40 not run"/)
    expect(markup).toContain('100 tests · 5 files · 4 targets')
  })

  test('there is a table of all tests', () => {
    const { markup } = readPage(renderGridPage(gridOfTests([testRecord({ state: 'skipped', skip })])))
    expect(markup).toContain(
      '<th scope="row">delivers a notification</th><td class="skipped">– quirk topic-not-replaced, https://example.org/quirks/own</td>',
    )
  })

  test('a target that is down says what is wrong', () => {
    expect(readPage(renderGridPage(downGrid())).markup).toContain(
      '✕ down: Expected wss://push.stage.example/ to answer',
    )
  })
})

test('the widths of a bar add up, and one failure of thousands can be seen', () => {
  const tests = Array.from({ length: 5000 }, (_, index) =>
    testRecord({ path: [`case ${index}`], state: index === 0 ? 'failed' : 'passed' }),
  )
  const { markup } = readPage(renderGridPage(gridOfTests(tests)))
  const widths = [...markup.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width))
  expect(widths).toHaveLength(2)
  expect(Math.min(...widths)).toBeGreaterThan(10)
  expect(widths.reduce((sum, width) => sum + width)).toBeCloseTo(1000, 0)
})

test('nothing is a page, too', () => {
  const { data, markup } = readPage(renderGridPage(gridOf([])))
  expect(data).toEqual({ columns: [], files: [], outcomes: [] })
  expect(markup).toContain('0 tests · 0 files · 0 targets')
})
