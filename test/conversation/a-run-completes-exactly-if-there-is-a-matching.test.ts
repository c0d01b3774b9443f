import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conversation, type ExpectedResponse, response } from '../../src/conversation/index.ts'
import { ChatServer } from './chat-server.ts'

interface Wanted {
  /** The frames that fit, by their number. */
  readonly fits: readonly number[]
  readonly count: 'once' | 'twice' | 'at least once' | 'optional'
}

const bounds = { once: [1, 1], twice: [2, 2], 'at least once': [1, 9], optional: [0, 1] } as const

const wanted = fc.record({
  fits: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
  count: fc.constantFrom<Wanted['count']>('once', 'once', 'twice', 'at least once', 'optional'),
})
const game = fc.record({
  wanted: fc.array(wanted, { maxLength: 4 }),
  frames: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }),
  strict: fc.boolean(),
})

test.each(['unordered', 'ordered'] as const)('%s', async (order) => {
  // The frames are in the URL; the connection is closed behind them, so that nobody waits for more.
  const server = await ChatServer.start((peer) => {
    const frames = JSON.parse(decodeURIComponent(peer.request.url?.slice(2) ?? '')) as number[]
    peer.send(...frames.map((id) => ({ id })))
    peer.socket.close()
  })
  await fc.assert(
    fc.asyncProperty(game, async ({ wanted, frames, strict }) => {
      const plan = conversation({
        url: `${server.url}?${encodeURIComponent(JSON.stringify(frames))}`,
        // The close makes a run wait for every frame.
        responses: [...wanted.map(expectation), response({ kind: 'close' })],
        order,
        strict,
      })
      const { ok, matches } = await plan.run()
      expect(ok).toBe(isPossible(wanted, frames, { order, strict }))
      for (const [expected, taken] of matches) for (const frame of taken) expect(expected.fits(frame)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

function expectation({ fits, count }: Wanted): ExpectedResponse {
  const expected = response().withAttribute('id', (id: number) => fits.includes(id))
  if (count === 'optional') return expected.optional()
  if (count === 'at least once') return expected.atLeast(1)
  return expected.times(count === 'twice' ? 2 : 1)
}

/** Tries every assignment. */
function isPossible(
  wanted: readonly Wanted[],
  frames: readonly number[],
  { order, strict }: { order: string; strict: boolean },
): boolean {
  const counts = wanted.map(() => 0)
  const place = (index: number, from: number): boolean => {
    if (index === frames.length) return wanted.every(({ count }, at) => (counts[at] as number) >= bounds[count][0])
    if (!strict && place(index + 1, from)) return true
    return wanted.some(({ fits, count }, at) => {
      if (at < from || !fits.includes(frames[index] as number) || (counts[at] as number) >= bounds[count][1])
        return false
      counts[at] = (counts[at] as number) + 1
      const isGood = place(index + 1, order === 'ordered' ? at : 0)
      counts[at] = (counts[at] as number) - 1
      return isGood
    })
  }
  return place(0, 0)
}
