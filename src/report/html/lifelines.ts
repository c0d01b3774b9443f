// Who takes part in a transcript, in the order in which the diagram has them: clients, the push service, application servers.
import type { TranscriptEvent } from '../../transcript/index.ts'

/** The lifelines of a diagram, and who is at which end of an event. */
export interface Lifelines {
  /** From left to right. */
  readonly names: readonly string[]
  /** The other side of an event; `undefined` for a remark. */
  peerOf(event: TranscriptEvent): string | undefined
}

/** Clients do not know the name of their push service: it is that of the server which recorded, too, if one did. */
export function lifelinesOf(events: readonly TranscriptEvent[]): Lifelines {
  const service = events.some(({ actor }) => actor === 'server') ? 'server' : 'push service'
  const peerOf = ({ actor, direction, peer }: TranscriptEvent): string | undefined => {
    if (direction === undefined) return undefined
    return peer ?? (actor === 'server' ? 'client' : service)
  }
  const senders = new Set(
    events.flatMap((event) => {
      if (event.kind !== 'request') return []
      return (event.direction === 'sent' ? event.actor : peerOf(event)) ?? []
    }),
  )
  const place = (name: string): number => (name === service ? 1 : senders.has(name) ? 2 : 0)
  const names = new Set(events.flatMap((event) => [event.actor, peerOf(event) ?? event.actor]))
  return { names: [...names].sort((a, b) => place(a) - place(b)), peerOf }
}
