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

test('16 Mi characters are kept by default', () => {
  const transcript = new Transcript()
  const text = 'x'.repeat(1024 * 1024)
  for (let at = 0; at < 20; at++) transcript.record({ ...event(at), text })
  expect(transcript.events.map(({ at }) => at)).toEqual(Array.from({ length: 16 }, (_, index) => index + 4))
  expect(transcript.dropped).toBe(4)
})

test('the newest stays, however long it is', () => {
  const transcript = new Transcript({ characters: 10 })
  for (const text of ['short', 'far too long for it']) transcript.record({ ...event(1), text })
  expect(transcript.events.map(({ text }) => text)).toEqual(['far too long for it'])
  transcript.record({ ...event(2), text: 'short' })
  expect(transcript.events.map(({ text }) => text)).toEqual(['short'])
  expect(transcript.dropped).toBe(2)
})

test('for any limits and any texts, the newest that fit stay in order', () => {
  const lengths = fc.array(fc.nat({ max: 6 }), { maxLength: 40 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.nat({ max: 20 }), lengths, (limit, characters, lengths) => {
      const transcript = new Transcript({ limit, characters })
      let kept: TranscriptEvent[] = []
      for (const [at, length] of lengths.entries()) {
        kept = [...kept, { ...event(at), text: 'x'.repeat(length) }].slice(-limit)
        while (kept.length > 1 && kept.map(({ text }) => text).join('').length > characters) kept = kept.slice(1)
        transcript.record({ ...event(at), text: 'x'.repeat(length) })
        expect(transcript.events).toEqual(kept)
        expect(transcript.dropped).toBe(at + 1 - kept.length)
      }
    }),
  )
})

test('the events given out do not change later', () => {
  const transcript = new Transcript()
  transcript.record(event(1))
  const { events } = transcript
  transcript.record(event(2))
  expect(events).toHaveLength(1)
})

test('cleared, it begins anew', () => {
  const transcript = new Transcript({ limit: 2, characters: 3 })
  for (let at = 1; at <= 3; at++) transcript.record({ ...event(at), text: 'ab' })
  transcript.clear()
  expect([transcript.events, transcript.dropped]).toEqual([[], 0])
  for (const at of [8, 9]) transcript.record({ ...event(at), text: 'a' })
  expect(transcript.events.map(({ at }) => at)).toEqual([8, 9])
})
