import { behaviours } from '../fixture/index.ts'
import { answerToFrame, describeAnswer, judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const errorsAsReplies: QuirkDescription = defineQuirk(behaviours.errorsAsReplies, {
  why: 'A client that expects a closed connection waits for ever.',
  probe: async (kit) =>
    kit.withClient(async (client) => {
      const answer = await answerToFrame(kit, client, '{"messageType":"register","channelID":"no UUID"}')
      const seen = `A register whose channelID is no UUID ${describeAnswer(answer)}.`
      return judge(answer.kind === 'reply' && client.isConnected, seen)
    }),
})
