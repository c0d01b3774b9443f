// `pushwright agent`: plays shards of test plans that others start, until it is stopped.
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { Command } from 'commander'
import { runAgent } from '../load/index.ts'
import { duration } from './arguments.ts'
import { type LogOptions, withLog, withLogOptions } from './log-options.ts'
import { StopRequest } from './stop-request.ts'

interface AgentSettings extends LogOptions {
  readonly nats: string
  readonly name?: string
  readonly ackWait?: number
}

/** The subcommand. */
export function agentCommand(): Command {
  return withLogOptions(new Command('agent'))
    .description('Plays shards of test plans from a queue on NATS, until SIGTERM or SIGINT.')
    .requiredOption('--nats <url>', 'NATS with JetStream, such as nats://127.0.0.1:4222')
    .option('--name <name>', 'what reports call it (default: the name of the host and a number)')
    .option(
      '--ack-wait <duration>',
      'silence after which a shard goes to another agent, the same for all (default: 10s)',
      duration,
    )
    .action((settings: AgentSettings) =>
      withLog(settings, async (log) => {
        const { nats, ackWait, name = `${hostname()}-${randomUUID().slice(0, 8)}` } = settings
        const stop = new StopRequest({ withStdin: false })
        const controller = new AbortController()
        void stop.requested.then(() => controller.abort())
        try {
          const root = process.cwd()
          await runAgent({
            nats,
            name,
            root,
            log,
            signal: controller.signal,
            ...(ackWait !== undefined && { ackWait }),
          })
        } finally {
          stop.dispose()
        }
      }),
    )
}
