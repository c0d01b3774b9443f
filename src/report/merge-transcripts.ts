// One transcript out of those of the clients, the application servers and the fixture server of a test.
import type { Transcript, TranscriptEvent } from '../transcript/index.ts'
import type { TranscriptRecord } from './transcript-record.ts'

/** Whose transcripts there are. */
export interface Voices {
  /** Of the push clients and application servers that the test was given. */
  readonly own: readonly Transcript[]
  /** Of the fixture server, where the test has one. */
  readonly server?: Transcript | undefined
  /** When the test began, in milliseconds since the epoch: what the server said before is of other tests. */
  readonly since: number
}

/**
 * Everything in the order of time. What the server saw of a client or an application server that has a transcript of its own is left
 * out; faults, and those it talked to that nobody else knows of, stay.
 */
export function mergeTranscripts({ own, server, since }: Voices): Pick<TranscriptRecord, 'events' | 'dropped'> {
  const ours = own.flatMap(({ events }) => events)
  const theirs = (server?.events ?? []).filter(({ at }) => at >= since)
  const known = knownPeers(ours, theirs)
  const others = theirs.filter(({ kind, peer }) => kind === 'fault' || !known.has(peer ?? ''))
  // Clients call it so, and it is one and the same.
  const events = [...ours, ...others.map((event) => ({ ...event, actor: 'push service' }))]
  const dropped = [...own, ...(server === undefined ? [] : [server])].reduce((sum, one) => sum + one.dropped, 0)
  return { events: events.sort((a, b) => a.at - b.at), dropped }
}

/** The server's names for those who have a transcript of their own: they got the same UAID in their hello. */
function knownPeers(ours: readonly TranscriptEvent[], theirs: readonly TranscriptEvent[]): ReadonlySet<string> {
  const uaids = new Set(ours.map(uaidOf).filter((uaid) => uaid !== undefined))
  const peers = theirs.filter((event) => event.peer !== undefined && uaids.has(uaidOf(event) ?? ''))
  const names = new Set(peers.map(({ peer }) => peer as string))
  // All senders have one name with the server; they are known if each request is.
  const requests = new Set(ours.filter(({ kind }) => kind === 'request').map(pathOf))
  const sent = theirs.filter(({ kind }) => kind === 'request')
  if (sent.every((event) => requests.has(pathOf(event)))) for (const { peer } of sent) names.add(peer ?? '')
  return names
}

function uaidOf({ kind, text = '' }: TranscriptEvent): string | undefined {
  if (kind !== 'frame' || !text.includes('"hello"')) return undefined
  return /"uaid":\s*"([^"]+)"/.exec(text)?.[1]
}

/** `POST /wpush/v2/...`, without what either side adds. */
function pathOf({ text = '' }: TranscriptEvent): string {
  return text.split(' ', 2).join(' ')
}
