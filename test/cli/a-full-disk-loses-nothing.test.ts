import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { FixtureServer } from '../../src/fixture/index.ts'
import { start, temporaryDirectory } from './command.ts'

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** A file on a disk that is always full; Linux has it. */
const full = '/dev/full'

describe.runIf(existsSync(full))('a full disk', () => {
  test('of one file leaves the other, and names the file', async () => {
    await using server = await FixtureServer.start()
    const page = join(temporaryDirectory(), 'report.html')
    const { code, stdout, stderr } = await start([
      'plan',
      'basic, 1, 1, 0',
      '--url',
      server.url,
      '--quiet',
      '--log-output',
      'none',
      '--json',
      full,
      '--html',
      page,
    ]).ended
    expect(stderr).toBe(
      'error: Expected to use /dev/full, it cannot be (ENOSPC: no space left on device). Make room, or choose another place.\n',
    )
    expect(stdout).toContain('passed')
    expect(readFileSync(page, 'utf8')).toContain('<h2>Percentiles</h2>')
    expect(code).toBe(1)
  })

  test('of the log stops nothing, and is told once', async () => {
    await using server = await FixtureServer.start()
    const { code, stderr } = await start([
      'scenario',
      'basic',
      '--url',
      server.url,
      '--log-level',
      'debug',
      '--log-output',
      full,
    ]).ended
    expect(stderr).toBe('The log /dev/full lacks entries: ENOSPC: no space left on device, write. Make room for it.\n')
    expect(code).toBe(0)
  })
})

test.runIf(process.platform !== 'win32')('a pipe is not replaced by a ready file', async () => {
  const path = join(temporaryDirectory(), 'pipe')
  execFileSync('mkfifo', [path])
  const { code, stdout, stderr } = await start(['serve', '--ready-file', path]).ended
  expect(stderr).toBe(
    `error: Expected --ready-file to name a file, or nothing yet, got a device or a pipe: ${path}. The ready line is also on stdout.\n`,
  )
  expect(lstatSync(path).isFIFO()).toBe(true)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})
