// What a run of Vitest on a browser leaves behind: evidence of what failed, and no process, however it ends.
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { TemporaryProject } from '../vitest/temporary-project.ts'
import { eachBrowser, skipWithout } from './each-browser.ts'
import { groupsNaming } from './process-group.ts'

/** Writes what is attached to tests, as base64. */
const reporter = `
  import { writeFileSync } from 'node:fs'
  const attached = []
  export default class {
    onTestCaseArtifactRecord(_test, { attachments = [] }) {
      for (const { contentType, body } of attachments) {
        attached.push({ contentType, body: typeof body === 'string' ? body : Buffer.from(body ?? '').toString('base64') })
      }
    }
    onTestRunEnd() {
      writeFileSync('attached.json', JSON.stringify(attached))
    }
  }
`

interface Attached {
  readonly contentType: string
  readonly body: string
}

/** The tests of the project find their browser's temporary files in a directory of their own. */
function openProject(target: string, tests: string): TemporaryProject {
  const project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\ninitialise_timeout = 60s\n[${target}]\n`,
    'a.test.ts': `import { expect, test } from 'pushwright'\nimport { browserClient } from 'pushwright/browser'\n${tests}`,
    'reporter.mjs': reporter,
  })
  project.write('tmp/.keep', '')
  return project
}

const timeouts = ['--testTimeout=60000', '--hookTimeout=60000']

describe.for(eachBrowser)('%s', ([name, program]) => {
  skipWithout(program)

  test('a test that fails keeps a screenshot and what the browser said', async () => {
    using project = openProject(
      name,
      `test('fails', async ({ client }) => {
        await browserClient(client).page.evaluate('document.body.append("What went wrong")')
        expect(1).toBe(2)
      })`,
    )
    const tmp = `${project.directory}/tmp`
    const { tree, output } = await project.run(['--reporter=./reporter.mjs', ...timeouts], { TMPDIR: tmp })
    expect(tree?.modules[0]?.tests[0]?.result, output).toMatch(/^failed/)
    const attached = JSON.parse(project.read('attached.json')) as Attached[]
    expect(attached.map(({ contentType }) => contentType)).toEqual([
      'application/x-ndjson',
      'text/html',
      'text/plain',
      'image/png',
    ])
    const [log, picture] = attached.slice(2)
    expect(log?.body).toMatch(/listening on ws:/)
    expect(Buffer.from(picture?.body ?? '', 'base64').toString('latin1', 1, 4)).toBe('PNG')
    await expect.poll(() => groupsNaming(tmp), { timeout: 30_000 }).toEqual([])
  })

  test('a run has one browser for all files', async () => {
    const tests = `import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
    test('uses it', async ({ client }) => {
      await browserClient(client).subscribe()
      const commands = readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).map(commandOf)
      const browsers = commands.filter((command) => command.includes(process.env.TMPDIR) && command.startsWith('sh\\0'))
      appendFileSync('browsers.txt', JSON.stringify(browsers) + '\\n')
    })
    function commandOf(pid) {
      try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8') } catch { return '' }
    }`
    using project = openProject(name, tests)
    project.write('b.test.ts', project.read('a.test.ts'))
    const tmp = `${project.directory}/tmp`
    const { exitCode, output } = await project.run(timeouts, { TMPDIR: tmp })
    expect(exitCode, output).toBe(0)
    const [first, second, ...more] = project.read('browsers.txt').trim().split('\n')
    expect(JSON.parse(first ?? '')).toHaveLength(1)
    // Its command has the name of a directory that was made for it.
    expect(second).toBe(first)
    expect(more).toEqual([])
  })

  test.for([
    ['a SIGINT', 'SIGINT'],
    ['the death of its worker', undefined],
  ] as const)('nothing outlives %s', async ([, signal]) => {
    using project = openProject(
      name,
      `test('goes on', async ({ client }) => {
        await browserClient(client).subscribe()
        console.log('worker ' + process.pid)
        await new Promise((resolve) => setTimeout(resolve, 60_000))
      })`,
    )
    const tmp = `${project.directory}/tmp`
    const child = project.start(['run', '--disableConsoleIntercept', ...timeouts], { TMPDIR: tmp })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    await expect.poll(() => output, { timeout: 90_000 }).toMatch(/worker \d+/)
    expect(groupsNaming(tmp)).not.toEqual([])
    const closed = once(child, 'close')
    if (signal === undefined) process.kill(Number(/worker (\d+)/.exec(output)?.[1]), 'SIGKILL')
    else child.kill(signal)
    await closed
    await expect.poll(() => groupsNaming(tmp), { timeout: 30_000 }).toEqual([])
  })
})
