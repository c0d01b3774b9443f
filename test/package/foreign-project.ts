// A project of somebody else, outside of this repository, in which commands are run as its author would.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Milliseconds that a command may take; one that hangs is killed. */
const longest = 240_000

/** How a command ended. */
export interface CommandResult {
  readonly exitCode: number | null
  /** Both streams. */
  readonly output: string
  /** Milliseconds. */
  readonly took: number
}

/** A directory with files; removed by {@link ForeignProject.remove}. */
export class ForeignProject {
  readonly directory: string

  constructor(files: Record<string, string> = {}) {
    this.directory = mkdtempSync(join(tmpdir(), 'pushwright-foreign-'))
    for (const [path, content] of Object.entries(files)) this.write(path, content)
  }

  /** One that is removed when the test is over. */
  static forTest(files: Record<string, string> = {}): ForeignProject {
    const project = new ForeignProject(files)
    onTestFinished(() => project.remove())
    return project
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true })
    writeFileSync(join(this.directory, path), content)
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8')
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  /** Runs a command line to its end, with the Node of this run. @param folder - Relative to the project. */
  async run(line: string, folder = '.'): Promise<CommandResult> {
    const startedAt = performance.now()
    // Without `exec` the shell would be killed alone, and the command left behind.
    const cwd = join(this.directory, folder)
    const child = spawn(`exec ${line}`, { cwd, env: foreignEnv(), shell: true, timeout: longest })
    child.stdin.end()
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    const [exitCode] = (await once(child, 'close')) as [number | null]
    return { exitCode, output, took: performance.now() - startedAt }
  }

  /** Runs a command line that must succeed. */
  async succeed(line: string, folder?: string): Promise<CommandResult> {
    const result = await this.run(line, folder)
    if (result.exitCode === 0) return result
    throw new Error(`\`${line}\` ended with ${result.exitCode}:\n${result.output}`)
  }
}

/** Without what this run of npm and Vitest has set, and with its Node first. */
function foreignEnv(): Record<string, string | undefined> {
  const own = /^(VITEST|PUSHWRIGHT|npm_(?!config_)|NODE_(ENV|OPTIONS|PATH)|INIT_CWD|GITHUB_|FORCE_COLOR)/
  const inherited = Object.entries(process.env).filter(([name]) => !own.test(name))
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
  return { ...Object.fromEntries(inherited), PATH: path, NO_COLOR: '1', CI: 'true' }
}
