import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { docs } from '../../scripts/write-docs.ts'

test.for(Object.entries(docs()))('%s is what `npm run docs` writes', ([path, content]) => {
  expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(content)
})
