import { expect, test } from 'vitest'
import { TemporaryProject } from './temporary-project.ts'

const suite = (feature: string): string => `
  import { requireFeature, test } from 'pushwright'
  test.with(requireFeature('${feature}'))('one', () => {})
  test('two', () => {})
  test('skips itself', ({ skip }) => { skip('whatever') })
`

const ini = (missing: string): string =>
  `[global]\nbaseline = known/skips.json\n[fixture-server]\nmissing_features[] = ${missing}\n`

test('without a file the baseline is asked for, and -u writes it', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': ini('topic'), 'a.test.ts': suite('topic') })
  const first = await project.run()
  expect(first.exitCode).toBe(1)
  expect(first.output).toContain('There is no baseline known/skips.json yet. Write it with `vitest run -u`.')
  expect((await project.run(['-u'])).exitCode).toBe(0)
  expect(JSON.parse(project.read('known/skips.json'))).toEqual({
    format: 'pushwright-baseline',
    version: 1,
    targets: { 'fixture-server': { 'a.test.ts': { one: 'feature topic' } } },
  })
  expect((await project.run()).exitCode).toBe(0)
})

test('a test that ran before and is skipped now fails the run, and so does a listed skip that is gone', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': ini('topic'), 'a.test.ts': suite('topic') })
  await project.run(['-u'])
  // The service has learned one thing and forgotten another.
  project.write('.local/e2etest.ini', ini('broadcast'))
  project.write('b.test.ts', suite('broadcast'))
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain('e2e: other tests are skipped than in the baseline known/skips.json.')
  expect(output).toContain('fixture-server: a.test.ts > one: runs now, and is listed as not running (feature topic)')
  expect(output).toContain('fixture-server: b.test.ts > one: does not run any more (feature broadcast)')
  expect((await project.run(['-u'])).exitCode).toBe(0)
  expect(JSON.parse(project.read('known/skips.json')).targets['fixture-server']).toEqual({
    'b.test.ts': { one: 'feature broadcast' },
  })
})

test('a run of some files or some tests says nothing of the others', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': ini('topic'),
    'a.test.ts': suite('topic'),
    'b.test.ts': suite('topic'),
  })
  await project.run(['-u'])
  expect((await project.run(['a.test.ts'])).exitCode).toBe(0)
  expect((await project.run(['-t', 'two'])).exitCode).toBe(0)
})

test('a baseline that is none is told, and nothing is lost', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': ini('topic'),
    'a.test.ts': suite('topic'),
    'known/skips.json': '{"targets": []}',
  })
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain('The baseline known/skips.json cannot be read: expected {"format": "pushwright-baseline"')
  expect(project.read('known/skips.json')).toBe('{"targets": []}')
})
