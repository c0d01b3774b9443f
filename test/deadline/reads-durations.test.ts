import { expect, test } from 'vitest'
import { parseDuration } from '../../src/deadline/index.ts'

test.each([
  ['500ms', 500],
  ['5s', 5_000],
  ['2m', 120_000],
  ['1.5s', 1_500],
  ['1.1s', 1_100],
  ['0.25ms', 0.25],
  ['0', 0],
  ['7', 7_000],
  ['007s', 7_000],
])('%s is %d ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected)
})

test.each([
  '',
  'soon',
  '-1s',
  '+1s',
  '5 s',
  ' 5s',
  '5s ',
  '5h',
  '5S',
  '1e3',
  '.5s',
  '5.s',
  '1,5s',
  'NaN',
  'Infinity',
  '0x10',
  '٣s',
  '9'.repeat(400),
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})
