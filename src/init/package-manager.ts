// Which package manager has started this process, so that the commands it prints are those of its user.

/** How one runs a command of an installed package, and installs one. */
interface Runner {
  readonly run: string
  readonly install: string
}

const npm: Runner = { run: 'npx', install: 'npm install --save-dev' }

const others: Readonly<Record<string, Runner>> = {
  pnpm: { run: 'pnpm exec', install: 'pnpm add --save-dev' },
  yarn: { run: 'yarn', install: 'yarn add --dev' },
  bun: { run: 'bunx', install: 'bun add --dev' },
}

/**
 * The commands of the package manager.
 *
 * @param userAgent - `npm_config_user_agent`, which all of them set, such as `pnpm/12.0.0 npm/? node/v24.1.0 linux x64`.
 */
export function runnerOf(userAgent: string | undefined): Runner {
  const [name = ''] = (userAgent ?? '').split('/', 1)
  return others[name] ?? npm
}
