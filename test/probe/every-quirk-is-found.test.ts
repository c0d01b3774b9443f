// A whole probe of a server with each quirk finds that quirk, and nothing that the server does not play.
import { expect, test, vi } from 'vitest'
import { quirks } from '../../src/quirks/index.ts'
import { expectedOf, namesOf, probeFixture } from './probe-fixture.ts'

// Some 200 ms each; the machine may be busy.
vi.setConfig({ testTimeout: 30_000 })

test.each(quirks.map(({ name, behaviour }) => ({ name, behaviour })))('$name', async ({ name, behaviour }) => {
  const expected = expectedOf([behaviour])
  expect(namesOf(await probeFixture({ behaviours: [behaviour] }))).toEqual(expected)
  // No probe needs that another one ran before.
  const alone = await probeFixture({ behaviours: [behaviour] }, { only: [name] })
  expect(namesOf(alone)).toEqual(expected.filter((found) => found === name))
})

test('every quirk has a probe, or says why not', () => {
  for (const { name, probe, notProbed } of quirks) {
    expect([name, probe === undefined]).toEqual([name, notProbed !== undefined])
  }
})
