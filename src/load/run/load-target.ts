// The push service that a plan is played at, described so that every process can open it by itself.
import { Timing } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import { loadProvisioner, requireProject, withProvisioner } from '../../provisioner/index.ts'
import { provisionerTarget, type ScenarioTarget, urlTarget } from '../../scenario/index.ts'

/** Where to play a plan. It holds no secrets: those are in the INI or in the environment of each process. */
export interface TargetDescription {
  /** The connection endpoint, `ws:` or `wss:`. Default: a target of the INI. */
  readonly url?: string
  /** The INI, relative to the root. */
  readonly config?: string
  /** The section of the INI. Default: the one that it selects. */
  readonly section?: string
  /** The budget of each command in milliseconds, for a URL. */
  readonly timeout?: number
  /** See `ScenarioTarget.preEncrypted`. */
  readonly preEncrypted?: boolean
}

/** A target that is open. */
export interface OpenTarget {
  /** The section, or the origin of the URL. */
  readonly name: string
  readonly target: ScenarioTarget
}

/** Under load nobody reads the transcript of one client. */
const limits = { transcript: 0 }

/**
 * Does something with a target.
 *
 * @param root - What the path of the INI is relative to.
 * @throws PushwrightError `ERR_NOT_ALLOWED` if the provisioner allows no load, `ERR_CONFIG`, `ERR_OPTION` for a wrong URL.
 */
export async function withLoadTarget<T>(
  description: TargetDescription,
  root: string,
  use: (open: OpenTarget) => Promise<T>,
): Promise<T> {
  const { url, config, section, timeout, preEncrypted = false } = description
  if (url !== undefined) {
    const timing = new Timing(timeout === undefined ? {} : { timeout })
    const target = urlTarget(url, { timing, preEncrypted, limits })
    const { protocol, host } = new URL(url)
    return closing(target, () => use({ name: `${protocol}//${host}`, target }))
  }
  const configuration = await requireProject({
    root,
    env: process.env,
    overrides: { target: section, timeout },
    ...(config !== undefined && { file: config }),
  })
  const settings = configuration.target()
  // Before it connects: a service in production is not to notice.
  const { allowsLoad } = await loadProvisioner(settings)
  if (!allowsLoad) throw refused(settings.name, settings.provisioner)
  return withProvisioner(configuration, (ready) => {
    const target = provisionerTarget(ready, { preEncrypted, limits })
    return closing(target, () => use({ name: settings.name, target }))
  })
}

async function closing<T>(target: ScenarioTarget, use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } finally {
    await target.close()
  }
}

function refused(name: string, provisioner: string): PushwrightError {
  return new PushwrightError(
    'ERR_NOT_ALLOWED',
    `Target "${name}" takes no load plans: its provisioner is ${provisioner}. Use another target, such as a service of your own.`,
    { details: { target: name } },
  )
}
