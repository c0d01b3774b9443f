// What Chromium writes with `--log-net-log`: every event of its network stack.
import { readFileSync } from 'node:fs'

/** One event. */
export interface NetEvent {
  /** Such as `TCP_CONNECT_ATTEMPT`. */
  readonly type: string
  /** Host and port, of those that have one. */
  readonly address: string | undefined
}

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> }
  readonly events: readonly { readonly type: number; readonly params?: { readonly address?: string } }[]
}

/** Reads the log of a Chromium that has ended. */
export function readNetLog(file: string): NetEvent[] {
  const text = readFileSync(file, 'utf8').trimEnd()
  // It has no end if Chromium was not given the time to write it.
  const { constants, events } = JSON.parse(text.endsWith('}') ? text : `${text.replace(/,$/, '')}]}`) as NetLog
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, number]) => [number, name]))
  return events.map(({ type, params }) => ({ type: names.get(type) ?? '', address: params?.address }))
}
