// A fault as data: `{ "event": "post", "fault": "answer", "with": { "status": 503 }, "times": 2 }`.
import { nearest, PushwrightError } from '../../errors/index.ts'
import type { FaultEvent, FaultTarget } from '../../fixture/index.ts'
import { either, integer, number, optional, type Reader, readFields, text, uuid, wrong } from '../fields/index.ts'
import { type FaultKind, faultKinds } from './kinds.ts'

/** What is to be armed. */
export interface FaultOrder {
  readonly event: FaultEvent
  /** The name of the fixture's method. */
  readonly kind: string
  readonly times: number | 'always'
  readonly target: FaultTarget
  /** The method's arguments. */
  readonly values: readonly unknown[]
}

const always: Reader<'always'> = (value, name) => {
  if (value === 'always') return value
  throw wrong(name, '`always`', value)
}

const schema = {
  event: text(100),
  fault: text(100),
  with: (value: unknown): unknown => value ?? {},
  times: optional(either('a whole number or `always`', integer({ minimum: 1, maximum: 1_000_000 }), always)),
  client: optional(text(64)),
  uaid: optional(uuid),
  channelID: optional(uuid),
  probability: optional(number({ minimum: 0, maximum: 1 })),
}

/**
 * Reads an order.
 *
 * @param body - What was posted.
 * @param uaidOf - Finds the UAID of a virtual client.
 * @throws PushwrightError `ERR_OPTION` that suggests the nearest name.
 */
export function readFault(body: unknown, uaidOf: (client: string) => string): FaultOrder {
  const fields = readFields(body, schema, 'the body')
  const kinds: Readonly<Record<string, FaultKind>> = one('event', fields.event, faultKinds)
  const kind = one('fault', fields.fault, kinds)
  const { client, channelID, probability } = fields
  const uaid = client === undefined ? fields.uaid : uaidOf(client)
  return {
    // It is a key of `faultKinds`, or `one` would have thrown.
    event: fields.event as FaultEvent,
    kind: fields.fault,
    times: fields.times ?? 1,
    target: {
      ...(uaid !== undefined && { uaid }),
      ...(channelID !== undefined && { channelID }),
      ...(probability !== undefined && { probability }),
    },
    values: kind.toArguments(readFields(fields.with, kind.schema, '`with`')),
  }
}

function one<T>(field: string, name: string, entries: Readonly<Record<string, T>>): T {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined
  if (entry !== undefined) return entry
  const names = Object.keys(entries)
  const meant = nearest(name, names)
  const suggestion = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
  throw new PushwrightError('ERR_OPTION', `Expected \`${field}\` to be one of ${names.join(', ')}.${suggestion}`)
}
