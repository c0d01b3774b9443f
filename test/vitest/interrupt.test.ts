import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

/** The processes whose command line names the directory. */
function processesOf(directory: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
      } catch {
        // It has ended meanwhile.
        return []
      }
    })
    .filter((command) => command.includes(directory))
}

test.for([
  ['SIGINT', '--pool=forks'],
  ['SIGINT', '--pool=threads'],
  ['SIGTERM', '--pool=forks'],
] as const)('a run that gets %s in the middle (%s) leaves no process and no server', async ([signal, pool]) => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `${fixtureIni}scope = run\n`,
    'a.test.ts': `
      import { blocking, test } from 'pushwright'
      test.with(blocking)('for ever', async ({ client }) => {
        console.log('connected to ' + client.url)
        await client.expectNotification(undefined, { timeout: Infinity })
      })
    `,
  })
  const child = project.start(['run', pool, '--disableConsoleIntercept'])
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  await expect.poll(() => output, { timeout: 20_000 }).toMatch(/connected to ws:\S+/)
  const port = Number(/ws:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1])
  child.kill(signal)
  await once(child, 'close')
  await expect.poll(() => processesOf(project.directory), { timeout: 10_000 }).toEqual([])
  const [error] = (await once(connect(port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')
})
