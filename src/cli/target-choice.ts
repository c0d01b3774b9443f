// Which push service a command works on: by its URL, or a target of the INI.
import { PushwrightError } from '../errors/index.ts'
import { requireProject, withProvisioner } from '../provisioner/index.ts'
import { provisionerTarget, type ScenarioTarget, type TargetPreferences, urlTarget } from '../scenario/index.ts'

/** What the command line says of it; nothing is the target that the INI selects. */
export interface TargetChoice {
  readonly url?: string
  readonly target?: string
  readonly config?: string
  /** An origin that takes the place of that of every push endpoint. */
  readonly endpoint?: string
}

/**
 * Does something with the service, and frees everything.
 *
 * @throws PushwrightError `ERR_OPTION` for both a URL and a target; `ERR_CONFIG`, `ERR_PHASE`.
 */
export async function withChosenTarget(
  { url, target, config, endpoint }: TargetChoice,
  use: (target: ScenarioTarget) => Promise<void>,
  given: TargetPreferences = {},
): Promise<void> {
  const preferences = { ...given, ...(endpoint !== undefined && { endpointOrigin: endpoint }) }
  if (url === undefined) {
    const project = await requireProject({
      root: process.cwd(),
      file: config,
      env: process.env,
      overrides: { target },
    })
    await withProvisioner(project, (ready) => using(provisionerTarget(ready, preferences), use))
    return
  }
  if (target !== undefined) {
    throw new PushwrightError(
      'ERR_OPTION',
      'Expected either --url or --target, to say which service to use; got both. Leave out one of the two.',
    )
  }
  await using(urlTarget(url, preferences), use)
}

async function using(target: ScenarioTarget, use: (target: ScenarioTarget) => Promise<void>): Promise<void> {
  try {
    await use(target)
  } finally {
    await target.close()
  }
}
