import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../../scripts/leaks.ts', import.meta.url))

test('connections, servers and files come and go without a trace', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, '--short'])
  expect(stdout).toMatch(/3 of 3 leave nothing behind, 0 red\n$/)
})
