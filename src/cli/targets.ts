// `pushwright targets`: the targets of the INI, for people and for the matrix of a CI system.
import { Command } from 'commander'
import { list } from './arguments.ts'
import { readTargets } from './read-targets.ts'

interface TargetsSettings {
  readonly config?: string
  readonly json: boolean
  readonly node?: readonly string[]
}

/** The subcommand. */
export function targetsCommand(): Command {
  return new Command('targets')
    .description('Lists the targets of the INI.')
    .option('--config <ini>', 'the INI')
    .option('--json', 'print what `strategy.matrix` of GitHub Actions wants', false)
    .option('--node <versions>', 'versions of Node for the matrix, separated by commas', list)
    .action(targets)
}

async function targets({ config, json, node }: TargetsSettings): Promise<void> {
  const configuration = await readTargets(config)
  const all = configuration.targets.map((name) => configuration.target(name))
  const usable = all.filter((target) => target.provisioner !== 'production' || target.boolean('enabled', false))
  if (json) {
    const names = usable.map(({ name }) => name)
    process.stdout.write(`${JSON.stringify({ target: names, ...(node !== undefined && { node }) })}\n`)
    return
  }
  const width = Math.max(...all.map(({ name }) => name.length))
  for (const target of all) {
    const remark = usable.includes(target) ? '' : ', not enabled'
    process.stdout.write(`${target.name.padEnd(width)}  ${target.provisioner}${remark}\n`)
  }
}
