// Every subcommand, one line each.
import type { Command } from 'commander'
import { agentCommand } from './agent.ts'
import { initCommand } from './init.ts'
import { liveCommand } from './live.ts'
import { loadReportCommand } from './load-report.ts'
import { matrixCommand } from './matrix.ts'
import { planCommand } from './plan.ts'
import { probeCommand } from './probe.ts'
import { scenarioCommand } from './scenario.ts'
import { serveCommand } from './serve.ts'
import { targetsCommand } from './targets.ts'
import { transcriptCommand } from './transcript.ts'

/** Makes the subcommands, in the order in which the help shows them. */
export function commands(): Command[] {
  return [
    initCommand(),
    serveCommand(),
    probeCommand(),
    matrixCommand(),
    targetsCommand(),
    transcriptCommand(),
    scenarioCommand(),
    planCommand(),
    agentCommand(),
    loadReportCommand(),
    liveCommand(),
  ]
}
