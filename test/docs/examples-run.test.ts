import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { FixtureServer } from '../../src/core.ts'

const example = (path: string): string => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url))

test('the smoke example makes a round trip', async () => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const { stdout } = await promisify(execFile)(process.execPath, [example('smoke.ts'), server.url])
  expect(stdout).toMatch(/^201, "are you there\?" after [\d.]+ ms\n$/)
})
