// Begins the session.

import type { HelloReply } from '../../protocol/index.ts'
import { requireStatus } from '../answers.ts'
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'

/** How to say hello. */
export interface HelloOptions extends CommandOptions {
  /** Broadcasts that the client knows, id to version. */
  readonly broadcasts?: Record<string, string>
}

/**
 * Says hello.
 *
 * @param uaid - The UAID to resume. Default: the one that the client had, if it had one; `null` asks for a new one.
 * @throws PushwrightError `ERR_REFUSED` for a status other than 200, `ERR_STATE`, `ERR_CLOSED`, `ERR_TIMEOUT`.
 */
export function hello(uaid?: string | null, options: HelloOptions = {}): Command<HelloReply> {
  return new Command('hello', async (session) => {
    const { client } = session
    const { broadcasts } = options
    const request = { ...(uaid !== undefined && { uaid }), ...(broadcasts !== undefined && { broadcasts }) }
    const reply = await session.measure('hello', () => client.hello({ ...session.wait(options), ...request }))
    return requireStatus(reply, 'hello')
  })
}
