import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

// Long enough for one line of progress, which comes every five seconds.
const slow = `
  import { test } from 'pushwright'
  test('one', async ({ client }) => { await client.subscribe() })
  test('two', () => new Promise((resolve) => setTimeout(resolve, 5500)), 10_000)
`

test('a long run says now and then what it is doing, and a silent one does not', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': fixtureIni, 'a.test.ts': slow })
  const [{ output }, silent] = await Promise.all([project.run(), project.run(['--silent'])])
  expect(output).toMatch(/\n e2e: 1 test ended, 0 failed, 0 skipped; 1 client, 4 frames\n/)
  expect(silent.output).not.toContain(' ended, ')
})
