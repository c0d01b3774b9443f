import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { FixtureServer } from '../../src/core.ts'

test('the smoke example makes a round trip', async () => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const script = fileURLToPath(new URL('../../examples/smoke.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, server.url])
  expect(stdout).toMatch(/^201, "are you there\?" after [\d.]+ ms\n$/)
})
