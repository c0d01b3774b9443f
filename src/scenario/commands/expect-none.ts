// Proves that nothing comes.
import type { NotificationTarget } from '../../client/index.ts'
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'

/** What must not come, and for how long. */
export interface ExpectNoneOptions extends CommandOptions {
  /** Milliseconds that pass meanwhile, on the clock of a fixture server where there is one. Default 0. */
  readonly within?: number
}

/**
 * Makes sure that no notification is here or on its way, see `PushClient.expectNone`.
 *
 * @param target - Only these. Default: any.
 * @throws PushwrightError `ERR_UNEXPECTED` if there is one, `ERR_STATE`, `ERR_CLOSED`, `ERR_TIMEOUT`.
 */
export function expectNone(target?: NotificationTarget, options: ExpectNoneOptions = {}): Command<void> {
  const { within } = options
  return new Command('expectNone', (session) =>
    session.client.expectNone({
      ...session.wait(options),
      ...(target !== undefined && { target }),
      ...(within !== undefined && { within }),
    }),
  )
}
