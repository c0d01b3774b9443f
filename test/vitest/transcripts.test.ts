import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

const suite = `
  import { createServer } from 'node:http'
  import { Feature, expect, requireFeature, test } from 'pushwright'
  test('talks', async ({ client, applicationServer }) => {
    await applicationServer.send(await client.subscribe(), 'a secret text')
    await expect(client).toReceivePush('a secret text')
  })
  test('is cut off', async ({ provisioner, client }) => {
    provisioner.server.faults.next('ping').silence()
    await client.ping({ timeout: 50 })
  })
  test('a backend of its own', async ({ client }) => {
    const { endpoint } = await client.subscribe()
    await fetch(endpoint, { method: 'POST', headers: { TTL: '0' } })
    expect(1).toBe(2)
  })
`

test('a failing test shows the end of the conversation, with the fault and what is missing', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': fixtureIni, 'a.test.ts': suite })
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  const cutOff = output.slice(output.indexOf('Transcript of a.test.ts > is cut off'))
  expect(cutOff).toMatch(/\* +(?:\| +)*fault fired: next ping: silence/)
  expect(cutOff).toMatch(/x +(?:\| +)*missing the ping reply/)
  // The test's own sender has no transcript, so the server's word stands for it.
  const backend = output.slice(output.indexOf('Transcript of a.test.ts > a backend of its own'))
  expect(backend).toMatch(/request POST \/wpush\//)
  expect(backend).toMatch(/response 201/)
  expect(output).not.toContain('Transcript of a.test.ts > talks')
  expect(project.read('.vitest/pushwright/transcripts.html')).toContain('is cut off')
})

test('when much fails, the terminal shows the end of a few conversations, the page that of a hundred, and both say so', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': `
      import { expect, test } from 'pushwright'
      test('talks much', async ({ provisioner }) => {
        const broadcasts = { long: 'x'.repeat(20_000) }
        for (let client = 0; client < 15; client++) await provisioner.getConnectedClient({ broadcasts })
        expect(1).toBe(2)
      })
      test.for(Array.from({ length: 101 }, (_, index) => index))('%i', async (_, { client }) => {
        expect(client.uaid).toBe('')
      })
    `,
  })
  const { output } = await project.run()
  const shown = output.split(' Transcript of ').slice(1)
  expect(shown).toHaveLength(5)
  expect(shown[0]).toMatch(/^a\.test\.ts > talks much \(e2e\)\n \(the last 20 events of 45\)/)
  expect(shown[0]?.match(/^ +[\d.]+ms /gm)).toHaveLength(20)
  expect(output).toContain(' 95 more transcripts are in the page.')
  const page = project.read('.vitest/pushwright/transcripts.html')
  const { left } =
    /Not all of it \(the first 100 of 102 failed tests, without (?<left>\d+) older events\)/.exec(output)?.groups ?? {}
  expect(Number(left)).toBeGreaterThan(10)
  expect(page).toContain(`"dropped":${left},`)
  expect(page).toContain('<h1>Transcripts of the first 100 of 102 failed tests</h1>')
  expect(page.length).toBeLessThan(1_000_000)
})

test('a page that cannot be written takes nothing from the ledger, nor from what fails the run', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\nbaseline = baseline.json\n${fixtureIni}`,
    'a.test.ts': `${suite}\n test.skip('is skipped', () => {})`,
    '.vitest/pushwright/transcripts.html/in-its-place': '',
  })
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(JSON.parse(project.read('.vitest/pushwright/ledger.json'))).toMatchObject({ rows: [{ path: ['is skipped'] }] })
  expect(output).toContain('There is no baseline baseline.json yet.')
})

test('all transcripts are recorded when asked for, redacted, and can be shown', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': fixtureIni, 'a.test.ts': suite })
  await project.run([], { PUSHWRIGHT_RECORD: 'kept/all.jsonl' })
  const lines = project.read('kept/all.jsonl').trimEnd().split('\n')
  expect(lines.map((line) => [JSON.parse(line).path, JSON.parse(line).state])).toEqual([
    [['talks'], 'passed'],
    [['is cut off'], 'failed'],
    [['a backend of its own'], 'failed'],
  ])
  const endpoint = /\/wpush\/v\d\/[^"]{30,}/
  expect(lines.join('\n')).not.toMatch(endpoint)
  const shown = await project.pushwright([
    'transcript',
    'kept/all.jsonl',
    '--test',
    'talks',
    '--name',
    'client 1=Alice',
  ])
  expect(shown.exitCode).toBe(0)
  expect(shown.output).toMatch(/^passed a\.test\.ts > talks\n +Alice +push service/)
  expect(shown.output).not.toContain('is cut off')
  await project.pushwright(['transcript', 'kept/all.jsonl', '--html', 'page.html'])
  expect(project.read('page.html')).toContain('a backend of its own')
})

test('secrets are in a record only if that is asked for, and shown only if that is asked for again', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': fixtureIni, 'a.test.ts': suite })
  await project.run([], { PUSHWRIGHT_RECORD: 'all.jsonl', PUSHWRIGHT_SECRETS: 'true' })
  const endpoint = /\/wpush\/v\d\/[\w-]{30,}/
  expect(project.read('all.jsonl')).toMatch(endpoint)
  expect((await project.pushwright(['transcript', 'all.jsonl'])).output).not.toMatch(endpoint)
  expect((await project.pushwright(['transcript', 'all.jsonl', '--secrets'])).output).toMatch(endpoint)
})

test.for([
  ['gone.jsonl', 'Expected a file of transcripts, gone.jsonl cannot be read (ENOENT).'],
  ['wrong.jsonl', 'wrong.jsonl:2: expected one transcript as JSON, as --record writes it, got "{\\"path\\":[]}".'],
])('a file that is no record is told: %s', async ([file = '', message = '']) => {
  using project = new TemporaryProject({
    'wrong.jsonl': '{"project":"p","file":"x","path":["a"],"state":"passed","events":[],"dropped":0}\n{"path":[]}\n',
  })
  const { exitCode, output } = await project.pushwright(['transcript', file])
  expect(exitCode).toBe(2)
  expect(output).toContain(message)
})

test.runIf(existsSync('/dev/full'))(
  'a disk that is full fails the tests that were to be recorded, and takes nothing else from them',
  async () => {
    using project = new TemporaryProject({ '.local/e2etest.ini': fixtureIni, 'a.test.ts': suite })
    const { exitCode, output, tree } = await project.run([], { PUSHWRIGHT_RECORD: '/dev/full' })
    expect(exitCode).toBe(1)
    expect(tree?.modules[0]?.tests.map(({ result }) => result)).toEqual([
      expect.stringContaining(
        'Expected to add the transcript of this test to /dev/full, it cannot be written (ENOSPC).',
      ),
      expect.stringContaining('the ping reply'),
      expect.stringContaining('expected 1 to be 2'),
    ])
    expect(output).toContain('Transcript of a.test.ts > is cut off')
  },
)
