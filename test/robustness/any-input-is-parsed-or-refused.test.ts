import { expect, test } from 'vitest'
import { fuzz } from './fuzz/longest-case.ts'
import { parsers } from './fuzz/parsers.ts'

test.for(parsers.map((parser) => [parser.name, parser] as const))('%s', async ([, parser]) => {
  const { failure, cases } = await fuzz(parser, 300, 11)
  expect(failure).toBeUndefined()
  expect(cases).toBe(300)
})
