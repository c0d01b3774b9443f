import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Transcript, type TranscriptEvent } from '../../src/transcript/index.ts'

function event(at: number): TranscriptEvent {
  return { at, actor: 'client 1', kind: 'note' }
}

test('and are counted', () => {
  const transcript = new Transcript({ limit: 3 })
  for (let at = 1; at <= 5; at++) transcript.record(event(at))
  expect(transcript.events.map(({ at }) => at)).toEqual([3, 4, 5])
  expect(transcript.dropped).toBe(2)
})

test('for any limit and any number of events, the newest stay in order', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 }), fc.nat({ max: 40 }), (limit, count) => {
      const transcript = new Transcript({ limit })
      const all = Array.from({ length: count }, (_, at) => event(at))
      for (const one of all) transcript.record(one)
      expect(transcript.events).toEqual(limit === 0 ? [] : all.slice(-limit))
      expect(transcript.dropped).toBe(Math.max(0, count - limit))
    }),
  )
})

test('1000 are kept by default', () => {
  const transcript = new Transcript()
  for (let at = 0; at <= 1000; at++) transcript.record(event(at))
  expect([transcript.events.length, transcript.dropped]).toEqual([1000, 1])
})

test('the events given out do not change later', () => {
  const transcript = new Transcript()
  transcript.record(event(1))
  const { events } = transcript
  transcript.record(event(2))
  expect(events).toHaveLength(1)
})

test('cleared, it begins anew', () => {
  const transcript = new Transcript({ limit: 2 })
  for (let at = 1; at <= 3; at++) transcript.record(event(at))
  transcript.clear()
  expect([transcript.events, transcript.dropped]).toEqual([[], 0])
  transcript.record(event(9))
  expect(transcript.events).toEqual([event(9)])
})
