// A project of its own, with this package installed, on which the real Vitest runs.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** A reporter that writes the tree of results to TREE_FILE. */
export const treeReporter: string = fileURLToPath(new URL('./tree-reporter.mjs', import.meta.url))

/** One test as the reporter saw it. */
export interface TestResult {
  readonly name: string
  /** State, note and first lines of errors. */
  readonly result: string
  readonly reason?: string
  readonly retries?: number
}

/** How a command ended. */
export interface CommandResult {
  readonly exitCode: number | null
  /** Both streams, without colours. */
  readonly output: string
}

/** How a run of Vitest ended. */
export interface RunResult extends CommandResult {
  /** Absent when Vitest did not get as far as to report. */
  readonly tree?: {
    readonly modules: readonly { module: string; tests: readonly TestResult[]; errors: readonly string[] }[]
    readonly unhandledErrors: readonly string[]
  }
}

const defaultConfig = `
  import { defineConfig } from 'vitest/config'
  import pushwright from 'pushwright/plugin'
  export default defineConfig({
    test: { projects: [{ plugins: [pushwright()], test: { name: 'e2e', include: ['*.test.ts'] } }] },
  })
`

/** A directory with files, removed by {@link TemporaryProject.remove}. */
export class TemporaryProject implements Disposable {
  readonly directory: string
  /** How many have been run. */
  #commands = 0

  /** @param files - Path to content. `vitest.config.ts` has a default. */
  constructor(files: Record<string, string>) {
    mkdirSync(join(root, 'test/.tmp'), { recursive: true })
    this.directory = mkdtempSync(join(root, 'test/.tmp/project-'))
    const installed = join(this.directory, 'node_modules/pushwright')
    cpSync(join(root, 'dist'), join(installed, 'dist'), { recursive: true })
    cpSync(join(root, 'package.json'), join(installed, 'package.json'))
    const project = { 'vitest.config.ts': defaultConfig, 'package.json': '{ "type": "module" }', ...files }
    for (const [path, content] of Object.entries(project)) this.write(path, content)
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true })
    writeFileSync(join(this.directory, path), content)
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8')
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  /** Starts Vitest and leaves it running. */
  start(args: readonly string[] = ['run'], env: Record<string, string> = {}): ChildProcess {
    return spawn(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        ...args,
        '--root',
        this.directory,
        '--reporter=default',
        `--reporter=${treeReporter}`,
      ],
      {
        cwd: this.directory,
        env: {
          ...plainEnv(),
          TREE_FILE: join(this.directory, 'tree.json'),
          ...env,
        },
      },
    )
  }

  /** Runs the command `pushwright` of the installed package to its end. */
  async pushwright(args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
    const command = join(this.directory, 'node_modules/pushwright/dist/src/cli/main.js')
    const log = join(this.directory, `pushwright-${++this.#commands}.log`)
    // One file for both streams: two pipes would not tell which line came first.
    const file = openSync(log, 'w')
    const child = spawn(process.execPath, [command, ...args], {
      cwd: this.directory,
      env: { ...plainEnv(), ...env },
      stdio: ['ignore', file, file],
    })
    closeSync(file)
    const [exitCode] = (await once(child, 'close')) as [number | null]
    const output = readFileSync(log, 'utf8')
    rmSync(log)
    return { exitCode, output }
  }

  /** Runs Vitest to its end. */
  async run(args: readonly string[] = [], env: Record<string, string> = {}): Promise<RunResult> {
    const { exitCode, output } = await finish(this.start(['run', ...args], env))
    const treeFile = join(this.directory, 'tree.json')
    if (!existsSync(treeFile)) return { exitCode, output }
    return { exitCode, output, tree: JSON.parse(readFileSync(treeFile, 'utf8')) as NonNullable<RunResult['tree']> }
  }
}

/** The environment without what this very run of Vitest has set. */
export function plainEnv(): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|PUSHWRIGHT|CI$|GITHUB_)/.test(name))
  return { ...Object.fromEntries(inherited), NO_COLOR: '1' }
}

async function finish(child: ChildProcess): Promise<CommandResult> {
  let output = ''
  const append = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout?.on('data', append)
  child.stderr?.on('data', append)
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exitCode, output }
}

/** An INI with the embedded fixture server. */
export const fixtureIni = '[fixture-server]\nprofile = ideal\n'
