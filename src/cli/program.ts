// The subcommands: finds the one that is called, and turns errors into exit codes.
import { createRequire } from 'node:module'
import { Command } from 'commander'
import { commands } from './commands.ts'
import { exitCodeOf, report } from './report.ts'

// By its own name, since this file lies at another depth when it is built.
const { version } = createRequire(import.meta.url)('pushwright/package.json') as { version: string }

const program = new Command('pushwright')
  .description('End-to-end tests for web push.')
  .version(version)
  .showHelpAfterError('Run with --help to see what there is.')
  .exitOverride()
  // The value of an option that is not known may be a secret, as in `--tokn=...`.
  .configureOutput({ outputError: (message, write) => write(message.replace(/(unknown option '[^'=]*)=.*'/, "$1=…'")) })

for (const command of commands()) program.addCommand(command.copyInheritedSettings(program))

try {
  await program.parseAsync()
} catch (error) {
  report(error)
  process.exitCode = exitCodeOf(error)
} finally {
  // Nothing is open any more; if something is after all, it is not to keep the process.
  setTimeout(() => process.exit(), 1000).unref()
}
