import type { ServerMessage } from '../../protocol/index.ts'
import { type Answer, answerToFrame } from '../answer.ts'
import type { ProbeKit } from '../probe-kit.ts'

/** What comes of application pings. */
export interface Pings {
  readonly first: Answer<ServerMessage>
  /** For one right behind the first; nothing if that was not answered. */
  readonly second: Answer<ServerMessage> | undefined
}

/** Sends two application pings, one right after the other. */
export function pings(kit: ProbeKit): Promise<Pings> {
  return kit.withClient(async (client) => {
    const first = await answerToFrame(kit, client, '{}')
    return { first, second: first.kind === 'reply' ? await answerToFrame(kit, client, '{}') : undefined }
  })
}
