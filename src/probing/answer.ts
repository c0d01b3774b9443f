// What a service does about a message: answers, closes, or says nothing. Silence is proved by a WebSocket ping, not by waiting.
import type { PushClient } from '../client/index.ts'
import type { WaitOptions } from '../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'
import type { ServerMessage } from '../protocol/index.ts'
import type { ProbeKit } from './probe-kit.ts'

/** What came of a message. */
export type Answer<T> =
  | { readonly kind: 'reply'; readonly reply: T }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
  | { readonly kind: 'silence' }

/**
 * Makes a request, and sees what comes of it.
 *
 * @param request - Sends it, and waits for the reply until `wait` ends.
 * @param quiet - Resolves when a reply would have come.
 */
export async function answerTo<T>(
  kit: ProbeKit,
  client: PushClient,
  request: (wait: WaitOptions) => Promise<T>,
  quiet: () => Promise<void> = () => kit.quiet(client),
): Promise<Answer<T>> {
  const controller = new AbortController()
  const pending = request({ signal: controller.signal })
  // If the connection ends meanwhile, the request says so.
  quiet().then(
    () => controller.abort(),
    () => {},
  )
  try {
    return { kind: 'reply', reply: await pending }
  } catch (error) {
    if (isPushwrightError(error, 'ERR_ABORTED') || isPushwrightError(error, 'ERR_TIMEOUT')) return { kind: 'silence' }
    if (!isPushwrightError(error, 'ERR_CLOSED')) throw error
    // Who asks while the connection closes is not told yet how it does.
    const { code, reason } = client.closed ?? (await client.expectClose())
    return { kind: 'closed', code, reason }
  }
}

/** Sends a frame, or what `send` sends, and takes the next message for the answer. */
export function answerToFrame(
  kit: ProbeKit,
  client: PushClient,
  frame: string | (() => void),
): Promise<Answer<ServerMessage>> {
  return answerTo(kit, client, (wait) => {
    const next = nextMessage(kit, client, wait)
    if (typeof frame === 'string') client.sendFrame(frame)
    else frame()
    return next
  })
}

/** An answer in words, for what a probe has seen. */
export function describeAnswer(answer: Answer<object>): string {
  switch (answer.kind) {
    case 'reply':
      return 'status' in answer.reply ? `was answered with status ${answer.reply.status}` : 'was answered'
    case 'closed':
      return `closed the connection with ${answer.code}${answer.reason && ` "${answer.reason}"`}`
    case 'silence':
      return 'was not answered'
  }
}

function nextMessage(kit: ProbeKit, client: PushClient, wait: WaitOptions): Promise<ServerMessage> {
  return kit.timing.deadline(wait).wait<ServerMessage>('an answer', ({ resolve, reject }) => {
    const ended = (): void => reject(new PushwrightError('ERR_CLOSED', 'The connection ended before an answer came.'))
    client.once('message', resolve)
    client.once('close', ended)
    return () => {
      client.off('message', resolve)
      client.off('close', ended)
    }
  })
}
