import type { ServerMessage } from '../../protocol/index.ts'
import { type Answer, answerToFrame } from '../answer.ts'
import type { ProbeKit } from '../probe-kit.ts'

/** What comes of a frame that is no JSON. */
export function invalidJson(kit: ProbeKit): Promise<Answer<ServerMessage>> {
  return kit.withClient((client) => answerToFrame(kit, client, 'no JSON'))
}
