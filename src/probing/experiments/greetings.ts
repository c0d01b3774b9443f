import type { HelloReply } from '../../protocol/index.ts'
import type { ProbeKit } from '../probe-kit.ts'

/** What two new clients are answered to their hello. */
export interface Greetings {
  readonly first: HelloReply
  readonly second: HelloReply
  /** Whether both got the same UAID. */
  readonly areSame: boolean
}

/** Two new clients say hello. The first experiment of all, since it shows whether a second client disturbs the first. */
export async function greetings(kit: ProbeKit): Promise<Greetings> {
  const one = await kit.hold()
  const two = await kit.hold()
  const areSame = one.greeting.uaid === two.greeting.uaid
  if (areSame) kit.isSolo = true
  await kit.offer(two)
  await kit.offer(one)
  return { first: one.greeting, second: two.greeting, areSame }
}
