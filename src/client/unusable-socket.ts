// What is said when no WebSocket can be made at all.
import { PushwrightError } from '../errors/index.ts'
import { veil } from '../transcript/index.ts'

/** @param thrown - By `ws`. It is no cause, since it tells the URL, which can have credentials. */
export function unusableSocket(name: string, url: string, thrown: unknown): PushwrightError {
  const reason = (thrown as Error).message.replaceAll(url, veil(url.length))
  return new PushwrightError(
    'ERR_OPTION',
    `Expected a \`ws:\` or \`wss:\` URL, headers and subprotocols to connect ${name} with, got: ${reason}.`,
  )
}
