// From the command line and the INI to the options of a fixture server; the command line wins.
import type { FixtureServerOptions } from '../fixture/index.ts'
import { readFixtureSettings, requireProject } from '../provisioner/index.ts'

/** What the command line says about the push service. */
export interface ServeSettings {
  readonly profile?: string
  readonly sender?: string
  readonly tls?: boolean
  readonly seed?: number
  /** The directory of the HTTP side, relative to the working directory. */
  readonly root?: string
  /** Its first port. */
  readonly httpPort?: number
  /** An INI, relative to the working directory. */
  readonly config?: string
  readonly target?: string
}

/**
 * The options of the fixture server.
 *
 * @throws PushwrightError `ERR_CONFIG` if the INI is wrong, or its target is not a fixture server.
 */
export async function fixtureOptions(settings: ServeSettings): Promise<FixtureServerOptions & { profile: string }> {
  const { sender, seed, root, httpPort } = settings
  const fromFile = settings.config === undefined ? {} : await readTarget(settings.config, settings.target)
  return {
    ...fromFile,
    profile: settings.profile ?? fromFile.profile ?? 'ideal',
    tls: settings.tls ?? fromFile.tls ?? false,
    ...(sender !== undefined && { sender }),
    ...(seed !== undefined && { seed }),
    http: {
      ...fromFile.http,
      ...(root !== undefined && { root }),
      ...(httpPort !== undefined && { ports: { http: [httpPort, 0] } }),
    },
  }
}

async function readTarget(file: string, target: string | undefined): Promise<FixtureServerOptions> {
  const configuration = await requireProject({ root: process.cwd(), file, env: process.env, overrides: { target } })
  const settings = configuration.target()
  if (settings.provisioner !== 'fixture-server') {
    throw settings.error('provisioner', `only a fixture-server can be served, got ${settings.provisioner}.`)
  }
  return readFixtureSettings(settings)
}
