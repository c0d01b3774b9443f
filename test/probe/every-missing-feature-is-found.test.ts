// A whole probe of a server without each feature misses that feature, and finds nothing that the server does not play.
import { expect, test, vi } from 'vitest'
import { type FeatureDescription, features } from '../../src/features/index.ts'
import { expectedOf, namesOf, probeFixture } from './probe-fixture.ts'

// Some 200 ms each; the machine may be busy.
vi.setConfig({ testTimeout: 30_000 })

const playable = features.filter(
  (feature): feature is FeatureDescription & Required<Pick<FeatureDescription, 'without'>> =>
    feature.without !== undefined,
)

test.each(playable.map(({ name, without }) => ({ name, without })))('$name', async ({ name, without }) => {
  const expected = expectedOf([without])
  expect(namesOf(await probeFixture({ behaviours: [without] }))).toEqual(expected)
  // No probe needs that another one ran before.
  const alone = await probeFixture({ behaviours: [without] }, { only: [name] })
  expect(namesOf(alone)).toEqual(expected.filter((found) => found === `no ${name}`))
})

test('every feature has a probe, or says why not', () => {
  for (const { name, probe, notProbed } of features) {
    expect([name, probe === undefined]).toEqual([name, notProbed !== undefined])
  }
})
