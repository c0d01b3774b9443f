// Runs one benchmark by name: `npm run bench -- NAME`. The last line is one JSON object with its ratios.
import { existsSync, readdirSync } from 'node:fs'

/** What a benchmark gives back: ratios only, each interleaved with its baseline in this run. */
export interface BenchResult {
  readonly name: string
  readonly ratios: Readonly<Record<string, number>>
  /** The figures behind the ratios; they mean little by themselves, since machines differ. */
  readonly figures?: Readonly<Record<string, unknown>>
}

const [name = ''] = process.argv.slice(2)
const file = new URL(`./${name}.ts`, import.meta.url)
const names = readdirSync(new URL('.', import.meta.url))
  .filter((entry) => entry.endsWith('.ts') && !['run.ts', 'measure.ts'].includes(entry))
  .map((entry) => entry.slice(0, -3))
if (!names.includes(name) || !existsSync(file)) {
  console.error(`Expected the name of a benchmark, one of ${names.join(', ')}; got "${name}".`)
  process.exit(1)
}
const { default: bench } = (await import(file.href)) as { default: () => Promise<BenchResult> }
console.log(JSON.stringify(await bench()))
