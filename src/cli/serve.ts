// `pushwright serve`: a fixture push service with its control API, for tests in any language.
import { Command } from 'commander'
import { isLoopback } from '../control/index.ts'
import { profiles, senders } from '../fixture/index.ts'
import type { Log } from '../log/index.ts'
import { port, seed } from './arguments.ts'
import { fixtureOptions, type ServeSettings } from './fixture-options.ts'
import { type LogOptions, withLog, withLogOptions } from './log-options.ts'
import { runServer } from './run-server.ts'

interface ServeOptions extends ServeSettings, LogOptions {
  readonly host: string
  readonly port: number
  readonly controlPort: number
  readonly token?: string
  readonly readyFile?: string
  readonly exitWithStdin: boolean
}

/** The subcommand. */
export function serveCommand(): Command {
  return withLogOptions(new Command('serve'))
    .description('Runs a fixture push service, its HTTP side and its control API, until SIGTERM or SIGINT.')
    .option('--profile <name>', `how the service behaves: ${[...profiles.keys()].join(', ')} (default: "ideal")`)
    .option('--sender <name>', `whose strictness with senders to imitate: ${[...senders.keys()].join(', ')}`)
    .option('--tls', 'serve wss and https, with a certificate of a new authority')
    .option('--root <directory>', 'serve the files of this directory, with pipes and handlers, at `httpOrigin`')
    .option('--http-port <number>', 'first port of the HTTP side; 0 is any that is free', port)
    .option('--seed <number>', 'seed of the probabilities of faults', seed)
    .option('--config <ini>', 'take profile, tls, root, quirks and behaviours from a fixture-server target of this INI')
    .option('--target <section>', 'which target of the INI')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port of the push service; 0 is any that is free', port, 0)
    .option('--control-port <number>', 'port of the control API; 0 is any that is free', port, 0)
    .option('--token <text>', 'token of the control API (default: PUSHWRIGHT_CONTROL_TOKEN, or a random one)')
    .option('--ready-file <path>', 'write the ready line to this file too; it is removed at the end')
    .option('--exit-with-stdin', 'stop when stdin ends, as when the parent process is gone', false)
    .addHelpText(
      'after',
      '\nWhen it is ready, it prints one line of JSON on stdout.\nThe control API is in docs/reference/control-api.md.',
    )
    .action((options: ServeOptions) => withLog(options, (log) => serve(options, log)))
}

async function serve(options: ServeOptions, log: Log): Promise<void> {
  const {
    host,
    port,
    controlPort,
    token = process.env.PUSHWRIGHT_CONTROL_TOKEN || undefined,
    readyFile,
    exitWithStdin,
  } = options
  const fixture = await fixtureOptions(options)
  if (!isLoopback(host)) {
    log.warn(`${host} can be reached from other machines; the control API asks for its token only`)
  }
  await runServer({
    fixture: { ...fixture, host, port },
    control: { host, port: controlPort, ...(token !== undefined && { token }) },
    exitWithStdin,
    log,
    ...(readyFile !== undefined && { readyFile }),
  })
}
