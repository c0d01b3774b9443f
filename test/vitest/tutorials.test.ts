// Runs every tutorial as a reader would: writes its files, runs its commands, and finds in their output what the page shows.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { blocksOf, pages } from '../docs/pages.ts'
import { freePort } from './free-port.ts'
import { plainEnv, TemporaryProject } from './temporary-project.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tutorials = pages.filter((page) => page.startsWith('docs/tutorials/'))

/** The project of a reader: this package, Vitest and what else a page installs; the suite as in a clone. */
function readersProject(): TemporaryProject {
  const project = new TemporaryProject({
    'vitest.config.ts': `
      import pushwright from 'pushwright/plugin'
      export default { test: { projects: [{ plugins: [pushwright()], test: { name: 'e2e', include: ['e2e/*.test.ts'] } }] } }
    `,
  })
  const bin = join(project.directory, 'node_modules/.bin')
  mkdirSync(bin)
  symlinkSync('../pushwright/dist/src/cli/main.js', join(bin, 'pushwright'))
  symlinkSync(join(root, 'node_modules/vitest/vitest.mjs'), join(bin, 'vitest'))
  cpSync(join(root, 'e2e'), join(project.directory, 'e2e'), { recursive: true })
  return project
}

function start(command: string, cwd: string): { child: ChildProcess; output: () => string } {
  const child = spawn('bash', ['-c', `exec ${command}`], {
    cwd,
    env: plainEnv(),
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  return { child, output: () => stripVTControlCharacters(output) }
}

test('there is a tutorial for each of the four users', () => {
  expect(tutorials).toHaveLength(4)
})

test.for(tutorials)('%s works as it stands', { timeout: 120_000 }, async (page) => {
  using project = readersProject()
  // In place of the one that the page names.
  const port = await freePort()
  let output = ''
  for (const { place, language, title, code } of blocksOf(page)) {
    const text = code.replaceAll('8090', String(port))
    if (language === 'text') expectLines(output, text, place)
    else if (language === 'sh' && title !== undefined) await inBackground(text, project.directory)
    else if (language === 'sh') output = await run(text, project.directory, place)
    else if (title !== undefined) project.write(title, text)
  }
})

async function run(script: string, cwd: string, place: string): Promise<string> {
  // What a page installs is here already.
  const lines = script.split('\n').filter((line) => line !== '' && !line.startsWith('npm install'))
  let all = ''
  for (const line of lines) {
    const { child, output } = start(/^\w+=/.test(line) ? `env ${line}` : line, cwd)
    const [code] = await once(child, 'close')
    expect(code, `${place}: ${line}\n${output()}`).toBe(0)
    all += output()
  }
  return all
}

/** Starts a program, waits until it says something, and ends it with the test. */
async function inBackground(script: string, cwd: string): Promise<void> {
  const { child } = start(script.trim(), cwd)
  onTestFinished(async () => {
    const closed = once(child, 'close')
    // With what `npx` has started.
    process.kill(-(child.pid as number))
    await closed
  })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** Each line is somewhere in the output, in this order; `…` stands for anything. */
function expectLines(output: string, text: string, place: string): void {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const pattern = lines.map((line) => line.trim().split('…').map(literally).join('.*')).join('[^]*?')
  expect(output, place).toMatch(new RegExp(pattern))
}
