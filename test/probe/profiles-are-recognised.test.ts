import { expect, test, vi } from 'vitest'
import { profiles } from '../../src/fixture/index.ts'
import type { Finding } from '../../src/probe/index.ts'
import { expectedOf, namesOf, probeFixture } from './probe-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

const whereFound = ({ kind, state }: Finding): boolean => state !== (kind === 'quirk' ? 'absent' : 'present')

test('of the ideal service everything is told, every feature is found and no quirk', async () => {
  const { findings, usage } = await probeFixture({})
  const rest = findings.filter(whereFound)
  expect(rest.map(({ name, state }) => `${name}: ${state}`)).toEqual([
    'client/any-payload: not probed',
    'client/browser: not probed',
    'client/manual-ack: not probed',
    'client/nack: not probed',
    'client/own-session: not probed',
    'client/raw-frames: not probed',
    'control/broadcasts: not probed',
    'control/clock: not probed',
    'control/faults: not probed',
    'control/server: not probed',
    'server-ping: not probed',
    'broadcast-only-at-ping-tick: not probed',
    'mistakes-ignored: not probed',
    'single-user: not probed',
    'ttl-clamp-hidden: not probed',
  ])
  expect(usage.channelsLeft).toBe(0)
})

test.each([...profiles.values()])('of $name everything is found that it declares', async ({ name, behaviours }) => {
  const report = await probeFixture({ profile: name })
  expect(namesOf(report)).toEqual(expectedOf(behaviours))
})

test.each([...profiles.keys()])(
  'of %s the same is found with one probe at a time, and with a little patience',
  async (profile) => {
    const [quick, slow] = [
      await probeFixture({ profile }),
      await probeFixture({ profile }, { concurrency: 1, patience: 5 }),
    ]
    expect(namesOf(slow)).toEqual(namesOf(quick))
  },
)
