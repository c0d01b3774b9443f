import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { FixtureServer } from '../../src/fixture/index.ts'
import { start, temporaryDirectory } from '../cli/command.ts'

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

async function serve(profile: string): Promise<FixtureServer> {
  const server = await FixtureServer.start({ profile })
  onTestFinished(() => server.close())
  return server
}

const quickly = ['--patience', '1ms', '--posts-per-second', '1000']

test('prints what it found, with evidence', async () => {
  const { url } = await serve('autopush')
  const { code, stdout, stderr } = await start(['probe', url, ...quickly]).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(
    stdout,
  ).toContain(`uaid-simple-form: The UAID is written as 32 digits without hyphens, while channel ids have hyphens.
    seen:   A UAID had 32 characters, all hexadecimal digits.
    why:    `)
  expect(stdout).toContain('\nMissing features (1)\n  vapid-challenge: ')
  expect(stdout).toContain('  app-ping: An application ping was answered.\n')
})

test('prints data, and writes it into the INI once', async () => {
  const { url } = await serve('legacy-autopush')
  const config = join(temporaryDirectory(), 'e2etest.ini')
  const run = async (): Promise<{ section: string; added: string[] }> => {
    const { stdout } = await start(['probe', url, ...quickly, '--json', '--write', '--config', config]).ended
    return JSON.parse(stdout).written
  }
  const first = await run()
  expect(first.section).toBe(new URL(url).host)
  expect(first.added).toContain('stored-status-202')
  const text = readFileSync(config, 'utf8')
  expect(text).toContain('quirks[] = stored-status-202\n')
  expect((await run()).added).toEqual([])
  expect(readFileSync(config, 'utf8')).toBe(text)
})

test('probes a few only', async () => {
  const { url } = await serve('dummy')
  const { stdout } = await start(['probe', url, '--json', '--only', 'padded-data', 'topic']).ended
  const { findings } = JSON.parse(stdout) as { findings: { name: string; state: string }[] }
  expect(findings.map(({ name, state }) => [name, state])).toEqual([
    ['topic', 'absent'],
    ['padded-data', 'present'],
  ])
})

test.for([
  [['probe'], /Expected either a URL or --target/],
  [['probe', 'wss://push.example/', '--target', 'stage'], /Expected either a URL or --target/],
  [['probe', 'https://push.example/'], /Expected the URL of a push service, ws: or wss:/],
  [['probe', 'wss://push.example/', '--only', 'topik'], /Did you mean topic\?/],
  [['probe', 'wss://push.example/', '--patience', 'long'], /Expected a duration such as 500ms or 5s/],
  [['probe', 'wss://push.example/', '--max-requests', '0'], /Expected a number above 0/],
  [['probe', '--target', 'stage', '--config', 'nowhere.ini'], /Expected an INI at nowhere.ini/],
] as const)('%j ends with 2', async ([args, message]) => {
  const { code, stdout, stderr } = await start(args).ended
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^ +at /m)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

test('a service that is not there ends with 1 and is named', async () => {
  const server = await serve('ideal')
  await server.close()
  const { code, stdout, stderr } = await start(['probe', server.url]).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toBe(
    `error: Could not open a WebSocket to ${server.url.slice(0, -1)}: ECONNREFUSED. Check the URL, and that the push service runs.\n`,
  )
})

test('a section that is not there ends with 2', async () => {
  const config = join(temporaryDirectory(), 'e2etest.ini')
  writeFileSync(config, '[stage]\nprovisioner = anonymous\nurl = wss://push.example/\n')
  const { code, stderr } = await start(['probe', '--target', 'stag', '--config', config]).ended
  expect(stderr).toMatch(/there is no section \[stag\]; did you mean "stage"\?/)
  expect(code).toBe(2)
})
