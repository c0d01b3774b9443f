// What an import costs, against importing the libraries that are under it.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import type { BenchResult, Comparison } from './harness/result.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))

export default async function imports(effort: Effort): Promise<BenchResult> {
  const against = async (entry: string, libraries: readonly string[]): Promise<Comparison> => {
    const { time } = await compare({
      rounds: effort.rounds(15),
      than: libraries.map((library) => `\`${library}\``).join(', '),
      figures: { time: { what: `import of \`${entry}\``, unit: 'ms', better: 'lower' } },
      ours: () => importing([entry]),
      theirs: () => importing(libraries),
    })
    return time
  }
  return {
    about: 'The processor time of an import in a process of its own, without the start of Node.',
    comparisons: {
      core: await against('pushwright/core', ['ws', 'undici', 'jose', 'ini', 'p-retry', 'mime']),
      load: await against('pushwright/load', ['ws', 'undici', 'jose', 'ini', 'p-retry', 'mime']),
      plugin: await against('pushwright/plugin', ['vitest/node']),
    },
  }
}

/** Milliseconds of the processor until all are imported. */
async function importing(modules: readonly string[]): Promise<{ time: number }> {
  const script = `
    const begin = process.cpuUsage()
    for (const name of ${JSON.stringify(modules)}) await import(name)
    const { user, system } = process.cpuUsage(begin)
    console.log((user + system) / 1000)
    process.exit()
  `
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: root })
  return { time: Number(stdout) }
}
