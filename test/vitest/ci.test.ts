import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TemporaryProject } from './temporary-project.ts'

const suite = `
  import { Feature, requireFeature, test } from 'pushwright'
  test.with(requireFeature(Feature.Topic))('needs 100 %, of topics: yes', () => {})
  test('two', () => {})
`

const ini = `[ideal]
provisioner = fixture-server
[plain]
provisioner = fixture-server
missing_features[] = topic
[production]
url = wss://push.example/
endpoint_allow[] = https://push.example
`

test('GitHub gets an annotation for each reason, and the ledger in the summary of the job', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': ini, 'a.test.ts': suite, 'summary.md': '# Before\n' })
  const { output } = await project.run([], {
    PUSHWRIGHT_TARGET: 'plain',
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(project.directory, 'summary.md'),
  })
  expect(output).toContain(
    '::notice title=1 test did not run%3A feature topic::e2e on plain%0Aa.test.ts: needs 100 %25, of topics: yes\n',
  )
  const summary = project.read('summary.md')
  expect(summary).toMatch(/^# Before\n/)
  expect(summary).toContain('| feature | e2e | plain | topic | <details><summary>1</summary>a.test.ts: needs 100')
})

test('the matrix for CI names the targets that can be used, and the versions of Node', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': ini })
  const { output } = await project.pushwright(['targets', '--json', '--node', '22,24'])
  expect(JSON.parse(output)).toEqual({ target: ['ideal', 'plain'], node: ['22', '24'] })
  const table = await project.pushwright(['targets'])
  expect(table.output.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['ideal', 'fixture-server'],
    ['plain', 'fixture-server'],
    ['production', 'production, not enabled'],
    [''],
  ])
})

test('blob reports of several jobs make one grid', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': ini, 'a.test.ts': suite })
  mkdirSync(join(project.directory, 'blobs'))
  for (const target of ['ideal', 'plain']) {
    const env = { PUSHWRIGHT_TARGET: target, VITEST_BLOB_LABEL: target }
    expect((await project.run(['--reporter=blob'], env)).exitCode).toBe(0)
    cpSync(join(project.directory, '.vitest/blob'), join(project.directory, 'blobs'), { recursive: true })
  }
  expect(readdirSync(join(project.directory, 'blobs'))).toEqual(['blob-ideal.json', 'blob-plain.json'])
  const summary = join(project.directory, 'summary.md')
  const { exitCode, output } = await project.pushwright(['matrix', '--merge', 'blobs'], {
    PUSHWRIGHT_TARGET: 'ideal',
    GITHUB_STEP_SUMMARY: summary,
  })
  expect(exitCode).toBe(0)
  expect(output).toContain(' 2 tests on 2 targets: passed')
  const { columns, rows } = JSON.parse(project.read('.vitest/pushwright/grid.json'))
  expect(columns.map(({ name, counts }: { name: string; counts: object }) => [name, counts])).toEqual([
    ['ideal', { passed: 2, failed: 0, skipped: 0 }],
    ['plain', { passed: 1, failed: 0, skipped: 1 }],
  ])
  expect(rows[0].cells.map((cell: { state: string }) => cell.state)).toEqual(['passed', 'skipped'])
  expect(project.read('summary.md')).toContain('## 2 tests on 2 targets: passed')
})

test('a directory without blob reports is told', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': ini, 'a.test.ts': suite, 'blobs/x': 'x' })
  const { exitCode, output } = await project.pushwright(['matrix', '--merge', 'blobs'], { PUSHWRIGHT_TARGET: 'ideal' })
  expect(exitCode).toBe(2)
  expect(output).toContain('Expected blob reports of this version of Vitest in blobs, found none.')
})

test('a target that is no section is told with the nearest name', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': ini, 'a.test.ts': suite })
  const { exitCode, output } = await project.pushwright(['matrix', '--targets', 'ideal,plane'])
  expect(exitCode).toBe(2)
  expect(output).toContain('got plane. Did you mean plain?')
})
