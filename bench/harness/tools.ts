// Other people's tools, installed when they are asked for, outside of the repository.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How each tool is installed into a folder; the steps are run in it. */
const tools = {
  artillery: [['npm', 'install', '--prefix', '.', '--ignore-scripts', '--no-fund', '--no-audit', 'artillery']],
  superwstest: [['npm', 'install', '--prefix', '.', '--ignore-scripts', '--no-fund', '--no-audit', 'superwstest']],
  'web-push-testing': [
    ['npm', 'install', '--prefix', '.', '--ignore-scripts', '--no-fund', '--no-audit', 'web-push-testing'],
  ],
  locust: [
    ['python3', '-m', 'venv', '.'],
    ['bin/pip', 'install', '--quiet', 'locust', 'websocket-client'],
  ],
  k6: [['go', 'install', 'go.k6.io/k6@latest']],
} as const satisfies Record<string, readonly (readonly [string, ...string[]])[]>

/** The name of a tool. */
export type Tool = keyof typeof tools

/** The folder of a tool, or nothing if it cannot be installed here; then it says why. */
export function installTool(tool: Tool): string | undefined {
  const folder = join(tmpdir(), 'pushwright-bench-tools', tool)
  const done = join(folder, 'installed')
  if (existsSync(done)) return folder
  mkdirSync(folder, { recursive: true })
  try {
    for (const [program, ...args] of tools[tool]) {
      execFileSync(program.includes('/') ? join(folder, program) : program, args, {
        cwd: folder,
        env: { ...process.env, GOBIN: folder },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
    }
  } catch (error) {
    console.error(`Skipped ${tool}, which cannot be installed here: ${(error as Error).message.split('\n')[0]}`)
    return undefined
  }
  writeFileSync(done, '')
  return folder
}
