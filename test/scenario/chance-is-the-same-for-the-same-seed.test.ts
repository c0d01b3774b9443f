import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  badPushEndpoint,
  randomChannelId,
  randomData,
  randomToken,
  runScenario,
  type ScenarioTarget,
  spawn,
  wait,
} from '../../src/scenario/index.ts'
import { stage } from './stage.ts'

function* draws(): Generator {
  yield* wait(0)
  const before = [randomChannelId(), randomData(3, 40).toString('hex')]
  yield* wait(1)
  return [...before, randomToken(), badPushEndpoint('https://push.example/wpush/v2/token')]
}

async function draw(target: ScenarioTarget, seed?: number): Promise<unknown> {
  const { state, result } = await runScenario(draws as never, { target, ...(seed !== undefined && { seed }) })
  expect(state).toBe('passed')
  return result
}

test('in a scenario, whatever else runs', async () => {
  const { target } = await stage()
  const [first, again, other, free, freeAgain] = await Promise.all([
    draw(target, 1),
    draw(target, 1),
    draw(target, 2),
    draw(target),
    draw(target),
  ])
  expect(again).toEqual(first)
  expect(other).not.toEqual(first)
  expect(freeAgain).not.toEqual(free)
})

test('channel ids are UUIDs of version 4', () => {
  expect(randomChannelId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('data has a length within both bounds', () => {
  const bounds = fc.tuple(fc.nat(100), fc.nat(100))
  fc.assert(
    fc.property(bounds, ([minimum, more]) => {
      const { length } = randomData(minimum, minimum + more)
      expect(length).toBeGreaterThanOrEqual(minimum)
      expect(length).toBeLessThanOrEqual(minimum + more)
    }),
  )
  expect(() => randomData(2, 1)).toThrow('Expected `minimum` and `maximum`')
  expect(() => randomData(0.5, 1)).toThrow('Expected `minimum` and `maximum`')
})

test('a bad endpoint is another path of the same service', () => {
  const real = 'https://push.example/wpush/v2/token'
  expect(badPushEndpoint(real, { tokenLength: 5 })).toMatch(/^https:\/\/push\.example\/wpush\/v2\/[a-z0-9]{5}$/)
  expect(badPushEndpoint(real, { tokenLength: 5, wrong: 'path' })).toMatch(
    /^https:\/\/push\.example\/zoot\/allures\/cgi-bin\/[a-z0-9]{5}$/,
  )
})

test('in what a scenario spawns, too', async () => {
  const { server, target } = await stage()
  function* spawner() {
    yield* spawn({ scenario: 'registerForever', args: [{ runOnce: true }] })
  }
  await runScenario(spawner, { target, seed: 7 })
  await runScenario(spawner, { target, seed: 7 })
  const ids = server.messages.flatMap(({ message }) => (message.messageType === 'register' ? [message.channelID] : []))
  expect(ids).toHaveLength(2)
  expect(ids[0]).toBe(ids[1])
})
