// A temporary project that the real Vitest runs.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ProcessCost, runCommand } from './process-cost.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Files in a folder, with this package among its dependencies. */
export class VitestProject implements Disposable {
  readonly directory: string

  /** @param files - Paths to contents; `package.json` is there already. */
  constructor(files: Readonly<Record<string, string>>) {
    mkdirSync(join(root, 'test/.tmp'), { recursive: true })
    this.directory = mkdtempSync(join(root, 'test/.tmp/bench-'))
    // A copy, as users have it: Vite would transform what a link leads to.
    const installed = join(this.directory, 'node_modules/pushwright')
    for (const part of ['package.json', 'dist']) cpSync(join(root, part), join(installed, part), { recursive: true })
    for (const [path, content] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
      mkdirSync(dirname(join(this.directory, path)), { recursive: true })
      writeFileSync(join(this.directory, path), content)
    }
  }

  /**
   * Runs Vitest to its end.
   *
   * @throws Error if a test fails.
   */
  run(config: string): Promise<ProcessCost> {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const run = ['run', '--root', this.directory, '--config', config]
    return runCommand([process.execPath, vitest, ...run], { cwd: this.directory })
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}
