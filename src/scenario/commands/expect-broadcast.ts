// Takes a broadcast.
import type { BroadcastMap } from '../../protocol/index.ts'
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'

/**
 * Takes the first broadcast that tells of an id, whether it came already or comes in time.
 *
 * @param id - Default: any.
 * @returns Ids to versions.
 * @throws PushwrightError `ERR_TIMEOUT`, `ERR_CLOSED`, `ERR_STATE`.
 */
export function expectBroadcast(id?: string, options: CommandOptions = {}): Command<BroadcastMap> {
  const isMeant = (broadcasts: BroadcastMap): boolean => id === undefined || broadcasts[id] !== undefined
  return new Command('expectBroadcast', (session) => session.client.expectBroadcast(isMeant, session.wait(options)))
}
