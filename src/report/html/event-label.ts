// What an event is called on its arrow, in a few words.
import type { TranscriptEvent } from '../../transcript/index.ts'

const longest = 80

/**
 * The type of a message and its status if that is not 200, the request or status line, or else the kind and its text.
 *
 * @param text - The event's text, redacted where it must be.
 */
export function labelOf({ kind }: Pick<TranscriptEvent, 'kind'>, text: string): string {
  if (kind === 'frame') return shorten(messageLabel(text) ?? text)
  if (kind === 'request' || kind === 'response') return shorten(text)
  return shorten(`${kind} ${text}`.trimEnd())
}

function messageLabel(text: string): string | undefined {
  if (text === '{}') return 'ping {}'
  try {
    const message: unknown = JSON.parse(text)
    if (typeof message !== 'object' || message === null) return undefined
    const { messageType, status } = message as Record<string, unknown>
    if (typeof messageType !== 'string') return undefined
    return typeof status === 'number' && status !== 200 ? `${messageType} ${status}` : messageType
  } catch {
    // A frame that is no message is shown as it is.
    return undefined
  }
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
