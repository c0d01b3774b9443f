// From the section of a fixture server in the INI to the options of one.
import { statSync } from 'node:fs'
import type { TargetSettings } from '../config/index.ts'
import { didYouMean, nearest } from '../errors/index.ts'
import { features } from '../features/index.ts'
import { type Behaviour, behaviours, type FixtureServerOptions, profiles, senders } from '../fixture/index.ts'
import { quirks } from '../quirks/index.ts'

/**
 * The options that a target with `provisioner = fixture-server` asks for: `profile`, `sender`, `tls`, `root`; `quirks[]` and
 * `missing_features[]`, which the server plays; and `behaviours[]`, which it plays although no test is told of them.
 *
 * @throws PushwrightError `ERR_CONFIG` for a profile, a sender, a behaviour or a root that does not exist.
 *
 * @example
 * ```ts
 * const server = await FixtureServer.start(readFixtureSettings(settings))
 * ```
 */
export function readFixtureSettings(settings: TargetSettings): FixtureServerOptions & { profile: string } {
  const sender = settings.has('sender') ? readName(settings, 'sender', senders) : undefined
  const root = readRoot(settings)
  return {
    profile: readName(settings, 'profile', profiles),
    ...(sender !== undefined && { sender }),
    tls: settings.boolean('tls', false),
    ...(root !== undefined && { http: { root } }),
    behaviours: [...declared(settings), ...undeclared(settings)],
  }
}

function readName(settings: TargetSettings, key: string, known: ReadonlyMap<string, unknown>): string {
  const name = settings.string(key, 'ideal')
  if (known.has(name)) return name
  throw settings.error(
    key,
    `expected one of ${[...known.keys()].join(', ')}, got "${name}"${didYouMean(nearest(name, known.keys()))}`,
  )
}

function readRoot(settings: TargetSettings): string | undefined {
  const root = settings.path('root')
  if (root === undefined || statSync(root, { throwIfNoEntry: false })?.isDirectory()) return root
  throw settings.error('root', `expected a directory, there is none at ${root}.`)
}

function declared(settings: TargetSettings): Behaviour[] {
  const ids = new Set([...settings.quirks, ...settings.missingFeatures])
  return [
    ...quirks.filter(({ id }) => ids.has(id)).map(({ behaviour }) => behaviour),
    ...features.flatMap(({ id, without }) => (ids.has(id) && without !== undefined ? [without] : [])),
  ]
}

function undeclared(settings: TargetSettings): Behaviour[] {
  const byName = new Map(Object.values(behaviours).map((behaviour) => [behaviour.name, behaviour]))
  return settings.entries('behaviours').map(({ text, error }) => {
    const behaviour = byName.get(text)
    if (behaviour !== undefined) return behaviour
    throw error(`there is no behaviour "${text}"${didYouMean(nearest(text, byName.keys()))}`)
  })
}
