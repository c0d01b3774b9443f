import { expect, test } from 'vitest'
import { mergeTranscripts } from '../../src/report/index.ts'
import { Transcript, type TranscriptEvent } from '../../src/transcript/index.ts'

function transcript(...events: TranscriptEvent[]): Transcript {
  const transcript = new Transcript()
  for (const event of events) transcript.record(event)
  return transcript
}

const hello = (uaid: string): string => JSON.stringify({ messageType: 'hello', uaid })
const client = transcript(
  { at: 10, actor: 'client 1', kind: 'open', direction: 'sent' },
  { at: 12, actor: 'client 1', kind: 'frame', direction: 'received', text: hello('one') },
)

test('what the server saw of a client with a transcript of its own is told once; strangers and faults stay', () => {
  const server = transcript(
    { at: 5, actor: 'server', kind: 'frame', direction: 'sent', peer: 'client 6', text: 'of another test' },
    { at: 11, actor: 'server', kind: 'frame', direction: 'sent', peer: 'client 7', text: hello('one') },
    { at: 13, actor: 'server', kind: 'frame', direction: 'sent', peer: 'client 8', text: hello('two') },
    { at: 14, actor: 'server', kind: 'fault', text: 'next post: answer 503' },
    { at: 15, actor: 'server', kind: 'close', direction: 'received', peer: 'client 7' },
  )
  const { events } = mergeTranscripts({ own: [client], server, since: 9 })
  expect(events.map(({ at, actor, kind }) => `${at} ${actor} ${kind}`)).toEqual([
    '10 client 1 open',
    '12 client 1 frame',
    '13 push service frame',
    '14 push service fault',
  ])
})

test("the server's word stands for a sender that nobody else knows of", () => {
  const sender = transcript({
    at: 20,
    actor: 'application server',
    kind: 'request',
    direction: 'sent',
    text: 'POST /wpush/v1/a (3 bytes)',
  })
  const seen = (path: string): Transcript =>
    transcript({
      at: 21,
      actor: 'server',
      kind: 'request',
      direction: 'received',
      peer: 'application server',
      text: `POST ${path}`,
    })
  const count = (server: Transcript): number => mergeTranscripts({ own: [sender], server, since: 0 }).events.length
  expect(count(seen('/wpush/v1/a'))).toBe(1)
  expect(count(seen('/wpush/v1/b'))).toBe(2)
})

test('says how many events were dropped', () => {
  const small = new Transcript({ limit: 1 })
  small.record({ at: 1, actor: 'client 1', kind: 'note' })
  small.record({ at: 2, actor: 'client 1', kind: 'note' })
  expect(mergeTranscripts({ own: [small, client], since: 0 }).dropped).toBe(1)
})
