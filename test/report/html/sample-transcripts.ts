// Transcripts to make pages of: a conversation that misses something, and one as long as a transcript gets.
import type { TranscriptRecord } from '../../../src/report/index.ts'
import type { TranscriptEvent } from '../../../src/transcript/index.ts'

const at = Date.parse('2026-01-02T03:04:05.000Z')
const channelID = '01234567-89ab-cdef-0123-456789abcdef'
/** What must not be shown unless it is asked for. */
export const secret = 'CANARY-payload-that-is-nobody-elses-business'

/** A transcript of a test, with these events unless told otherwise. */
export function transcriptRecord(record: Partial<TranscriptRecord> = {}): TranscriptRecord {
  return {
    project: 'e2e',
    target: 'fixture-server',
    file: 'e2e/delivery.test.ts',
    path: ['delivery', 'a notification comes once'],
    state: 'failed',
    events: conversation(),
    dropped: 0,
    errors: ['Expected a notification for the subscription within 5s, got none. Look at the transcript.'],
    ...record,
  }
}

/** Two clients, the fixture server and an application server. */
export function conversation(): TranscriptEvent[] {
  const hello = { messageType: 'hello', use_webpush: true, uaid: 'a1b2c3d4e5f6', broadcasts: {} }
  const register = { messageType: 'register', channelID, key: secret }
  const registered = {
    messageType: 'register',
    channelID,
    status: 200,
    pushEndpoint: `http://127.0.0.1:9/wpush/v2/${secret}`,
  }
  const notification = { messageType: 'notification', channelID, version: 'v1', data: secret, headers: { ttl: '60' } }
  const ack = { messageType: 'ack', updates: [{ channelID, version: 'v1', code: 100 }] }
  const service = { actor: 'application server', kind: 'request' as const }
  return [
    { at, actor: 'client 1', kind: 'open', text: 'ws://127.0.0.1:9' },
    { at: at + 0.4, actor: 'client 2', kind: 'open', text: 'ws://127.0.0.1:9' },
    frame(1.2, 'client 1', 'sent', hello),
    frame(2.1, 'client 1', 'received', { ...hello, status: 200 }),
    frame(2.4, 'client 2', 'sent', { ...hello, uaid: 'f6e5d4c3b2a1' }),
    frame(3.0, 'client 2', 'received', { messageType: 'hello', status: 500 }),
    frame(4.25, 'client 1', 'sent', register),
    frame(5.125, 'client 1', 'received', registered),
    { at: at + 6, ...service, direction: 'sent', text: `POST /wpush/v2/${secret} (42 bytes)` },
    { at: at + 6.5, actor: 'server', kind: 'fault', text: 'delay notification 20ms' },
    { at: at + 8, actor: 'application server', kind: 'response', direction: 'received', text: '201' },
    { at: at + 9, actor: 'client 2', kind: 'ping', direction: 'sent' },
    { at: at + 9.5, actor: 'client 2', kind: 'pong', direction: 'received' },
    frame(28, 'server', 'sent', notification, 'client 1'),
    frame(28.5, 'client 1', 'received', notification),
    frame(29, 'client 1', 'sent', ack),
    missing(5029, 'client 2', 'a notification for the second subscription, within 5s'),
    { at: at + 5030, actor: 'client 1', kind: 'close', direction: 'sent', text: '1000 bye' },
  ]
}

/** A transcript of so many frames. */
export function longConversation(length: number): TranscriptEvent[] {
  return Array.from({ length }, (_, index) =>
    frame(index * 1.5, `client ${(index % 3) + 1}`, index % 2 === 0 ? 'sent' : 'received', {
      messageType: index % 2 === 0 ? 'ack' : 'notification',
      channelID,
      version: `version ${index}`,
    }),
  )
}

function frame(
  after: number,
  actor: string,
  direction: 'sent' | 'received',
  message: object,
  peer?: string,
): TranscriptEvent {
  const event = { at: at + after, actor, kind: 'frame', direction, text: JSON.stringify(message) } as const
  return peer === undefined ? event : { ...event, peer }
}

/** An expectation that was not met. */
function missing(after: number, actor: string, text: string): TranscriptEvent {
  return { at: at + after, actor, kind: 'missing', direction: 'received', text }
}
