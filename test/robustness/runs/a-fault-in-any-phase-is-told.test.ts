import { once } from 'node:events'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from '../../vitest/temporary-project.ts'
import { areProcessesGone, fileIn, projectWith, runCell } from '../faults/cell.ts'
import { type Fault, faults, fixture } from '../faults/faults.ts'
import type { phases } from '../faults/phases.ts'

/** One fault of each kind; `npm run test:faults` has them all. */
const chosen: readonly (readonly [string, (typeof phases)[number]])[] = [
  ['refuses', 'health probe'],
  ['TLS: unknown authority', 'discovery'],
  ['is silent', 'initialise'],
  ['notification: lose', 'setup'],
  ['post: hang', 'test'],
  ['connect: reset', 'teardown'],
  ['hangs', 'finalise'],
  ['throws nothing', 'discovery'],
  ['clock leaps ahead', 'setup'],
]

test.for(chosen)('%s in the phase %s', async ([name, phase]) => {
  const { problems } = await runCell(faults.find((fault) => fault.name === name) as Fault, phase)
  expect(problems).toEqual([])
})

describe('of the processes', () => {
  test.for(['SIGTERM', 'SIGKILL'] as const)('%s of the runner leaves no process', async (signal) => {
    const service = await fixture()
    using project = projectWith('setup', 'hang', [`url = ${service.url}`, `faulty_url = ${service.url}`])
    const child = project.start(['run'])
    await fileIn(project, 'reached')
    child.kill(signal)
    await once(child, 'close')
    expect(await areProcessesGone(project)).toBe(true)
    await service.close()
  })

  test('SIGKILL of the worker fails the run', async () => {
    const service = await fixture()
    using project = projectWith('setup', 'hang', [`url = ${service.url}`, `faulty_url = ${service.url}`])
    const child = project.start(['run', '--pool=forks'])
    let output = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    process.kill(Number(await fileIn(project, 'reached')), 'SIGKILL')
    const [exitCode] = (await once(child, 'close')) as [number | null]
    expect(exitCode).toBe(1)
    expect(output).toMatch(/[Ww]orker.*(exited|terminated)/)
    expect(await areProcessesGone(project)).toBe(true)
    await service.close()
  })
})

test('a disk that is full fails the run and names the file', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': `import { test } from 'pushwright'\ntest('passes', () => {})`,
    '.vitest/pushwright/keep': '',
  })
  symlinkSync('/dev/full', join(project.directory, '.vitest/pushwright/ledger.json'))
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain('ENOSPC')
  expect(output).toContain('ledger')
})
