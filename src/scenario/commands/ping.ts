// Asks whether the service is there.
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'

/**
 * Sends the application-level ping `{}` and waits for the answer. autopush allows one every 45 s.
 *
 * @throws PushwrightError `ERR_STATE`, `ERR_CLOSED`, `ERR_TIMEOUT`.
 */
export function ping(options: CommandOptions = {}): Command<void> {
  return new Command('ping', (session) => session.measure('ping', () => session.client.ping(session.wait(options))))
}
