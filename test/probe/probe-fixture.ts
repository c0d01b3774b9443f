// Probes a fixture server, and says what it is to find.
import { expect } from 'vitest'
import { features } from '../../src/features/index.ts'
import { type Behaviour, FixtureServer, type FixtureServerOptions } from '../../src/fixture/index.ts'
import { type ProbeOptions, type ProbeReport, runProbe, urlTarget } from '../../src/probe/index.ts'
import { quirks } from '../../src/quirks/index.ts'

/**
 * What is seen beyond what is played, and true all the same: who plays all of these behaviours shows these as well.
 * This is the whole list; any other finding is a false positive.
 */
const implied: readonly { readonly played: readonly string[]; readonly seen: readonly string[] }[] = [
  // The older session is not ended.
  { played: ['duplicate-session-lingers'], seen: ['no duplicate-session-eviction'] },
  // Nobody is recognised by a UAID that all have.
  { played: ['uaid-constant'], seen: ['no resume'] },
  // Without broadcasts there is nothing to subscribe to and nothing to tell at hello.
  { played: ['without-broadcast'], seen: ['no broadcast-subscribe', 'hello-without-broadcasts'] },
  { played: ['hello-without-broadcasts', 'without-broadcast-subscribe'], seen: ['no broadcast'] },
  // Who does not look at signatures lets anybody in.
  { played: ['without-vapid'], seen: ['no restricted-subscription'] },
]

/** Starts a server, probes it and stops it; its own clients are gone then. */
export async function probeFixture(server: FixtureServerOptions, options: ProbeOptions = {}): Promise<ProbeReport> {
  const fixture = await FixtureServer.start(server)
  try {
    const report = await runProbe(urlTarget(fixture.url), { patience: 0, ...options })
    await expect.poll(() => fixture.clients.length).toBe(0)
    return report
  } finally {
    await fixture.close()
  }
}

/** The names of quirks that are there and of features that are not, these with "no" before. */
export function namesOf({ findings }: Pick<ProbeReport, 'findings'>): string[] {
  const found = findings.flatMap(({ kind, name, state }) => {
    if (kind === 'quirk') return state === 'present' ? [name] : []
    return state === 'absent' ? [`no ${name}`] : []
  })
  return found.sort()
}

/** The names that the probe of a service with these behaviours is to find. */
export function expectedOf(behaviours: readonly Behaviour[]): string[] {
  const played = behaviours.map(({ name }) => name)
  const probed = [
    ...quirks.filter(({ behaviour, probe }) => probe && played.includes(behaviour.name)).map(({ name }) => name),
    ...features
      .filter(({ without, probe }) => probe && without !== undefined && played.includes(without.name))
      .map(({ name }) => `no ${name}`),
  ]
  const also = implied.filter((one) => one.played.every((name) => played.includes(name))).flatMap(({ seen }) => seen)
  return [...new Set([...probed, ...also.filter(isKnown)])].sort()
}

function isKnown(name: string): boolean {
  return [...quirks.map((quirk) => quirk.name), ...features.map((feature) => `no ${feature.name}`)].includes(name)
}
