import { answerTo } from '../answer.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { greetings } from './greetings.ts'
import { resumption } from './resumption.ts'

/** What becomes of two sessions of one client. */
export interface DuplicateSession {
  readonly newer: 'greeted' | 'greeted as another client' | 'refused'
  readonly older: 'closed' | 'open'
}

/** A second session says hello with the UAID of a connected client. */
export async function duplicateSession(kit: ProbeKit): Promise<DuplicateSession> {
  // Where every client has the same UAID, having it says nothing.
  const { areSame } = await kit.observe(greetings)
  const isKnown = !areSame || (await kit.observe(resumption)).keepsChannel
  return kit.withClient(
    async (older) => {
      // Some services know a client only when it has a channel.
      await older.register()
      return kit.withClient(
        async (newer) => {
          await newer.disconnect()
          await newer.connect()
          const answer = await answerTo(
            kit,
            newer,
            (wait) => newer.hello({ ...wait, uaid: older.uaid ?? null }),
            () => new Promise(() => {}),
          )
          const end = await answerTo(kit, older, (wait) => older.expectClose(wait))
          if (answer.kind !== 'reply') return { newer: 'refused', older: end.kind === 'silence' ? 'open' : 'closed' }
          const isSame = isKnown && answer.reply.uaid === older.uaid
          return {
            newer: isSame ? 'greeted' : 'greeted as another client',
            older: end.kind === 'silence' ? 'open' : 'closed',
          }
        },
        { fresh: true },
      )
    },
    { fresh: true },
  )
}
