// The commands with their arguments and options, as `--help` says them.
import type { Command } from 'commander'
import { commands } from '../../src/cli/commands.ts'
import { asText, table } from './markdown.ts'

/** Every subcommand, as sections. */
export function commandSections(): string {
  return commands().map(section).join('\n\n')
}

function section(command: Command): string {
  const help = command.createHelp()
  const args = help.visibleArguments(command).map((argument) => [argument.name(), help.argumentDescription(argument)])
  const options = help
    .visibleOptions(command)
    .filter((option) => option.long !== '--help')
    .map((option) => [option.flags, help.optionDescription(option)])
  return [
    `## ${command.name()}`,
    asText(help.commandDescription(command)),
    `\`pushwright ${help.commandUsage(command)}\``,
    ...(args.length === 0 ? [] : [table(['Argument', 'Meaning'], args.map(cells))]),
    ...(options.length === 0 ? [] : [table(['Option', 'Meaning'], options.map(cells))]),
  ].join('\n\n')
}

function cells([name = '', text = '']: readonly string[]): string[] {
  return [`\`${name}\``, asText(text)]
}
