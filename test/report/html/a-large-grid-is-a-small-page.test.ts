import { expect, test } from 'vitest'
import { renderGridPage } from '../../../src/report/html/index.ts'
import { largeGrid } from './sample-grid.ts'

test('2,000 tests on 4 targets are less than 2 MB', () => {
  const bytes = Buffer.byteLength(renderGridPage(largeGrid(2000)))
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThan(2_000_000)
})

test('an outcome that many tests share is written once', () => {
  const [small, large] = [500, 1000].map((tests) => renderGridPage(largeGrid(tests)))
  const note = 'the target has the quirk topic-not-replaced'
  expect(small?.split(note)).toHaveLength(2)
  expect(large?.split(note)).toHaveLength(2)
})
