// The query of lists that grow: `?after=3&wait=5s&count=2&channelID=…`.
import { Deadline } from '../../deadline/index.ts'
import { duration, integer, optional, readFields, uuid } from '../fields/index.ts'
import type { ControlRequest } from '../http/route.ts'
import type { Numbered, NumberedLog } from '../numbered-log.ts'

/**
 * The entries that a request asks for; without `wait`, those that are there.
 *
 * @param longest - Milliseconds that `wait` may be.
 */
export async function readLog<T extends { readonly channelID: string | undefined }>(
  log: NumberedLog<T>,
  { query, signal }: ControlRequest,
  longest: number,
): Promise<Numbered<T>[]> {
  const schema = {
    after: optional(integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    wait: optional(duration(longest)),
    count: optional(integer({ minimum: 1, maximum: 1000 })),
    channelID: optional(uuid),
  }
  const { after = 0, wait = 0, count = 1, channelID } = readFields(query, schema, 'the query')
  const matches = (item: T): boolean => channelID === undefined || item.channelID === channelID
  if (wait === 0) return log.find({ after, matches })
  return log.wait({ after, matches }, count, Deadline.after(wait, { signal }))
}
