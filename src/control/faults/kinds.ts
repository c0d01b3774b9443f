// Each fault of the fixture server with the names of its parameters. The compiler complains when the fixture has one more.
import type { FaultEvent, Strike } from '../../fixture/index.ts'
import {
  closeCode,
  closeReason,
  duration,
  type FieldsOf,
  headers,
  integer,
  optional,
  retryAfter,
  type Schema,
  status,
  text,
  uuid,
} from '../fields/index.ts'

/** One kind of fault: what it is told, and how that becomes the arguments of the fixture's method. */
export interface FaultKind {
  readonly schema: Schema
  toArguments(fields: Readonly<Record<string, unknown>>): readonly unknown[]
}

const longest = 24 * 60 * 60 * 1000
const body = text(64 * 1024)

const plain = kind({})
const delay = kind({ duration: duration(longest) })
const close = kind({ code: closeCode, reason: optional(closeReason) })

const connect = {
  close,
  delay,
  hang: plain,
  refuse: kind({ status, headers: optional(headers) }),
  reset: plain,
  silence: plain,
} satisfies Kinds<'connect'>

const message = {
  close,
  closeAfter: close,
  delay,
  halfOpen: plain,
  ignore: plain,
  malform: plain,
  pauseReading: delay,
  reset: plain,
  silence: plain,
  wrongUaid: kind({ uaid: optional(uuid) }),
} satisfies Kinds<'message'>

const frame = {
  close,
  corrupt: plain,
  cutOff: plain,
  delay,
  duplicate: kind({ times: optional(integer({ minimum: 1, maximum: 100 })) }),
  fragment: kind({ parts: optional(integer({ minimum: 1, maximum: 1000 })) }),
  lose: plain,
  malform: plain,
  readdress: kind({ channelID: uuid }),
  reorder: plain,
  reset: plain,
  truncate: kind({ length: optional(integer({ minimum: 0, maximum: 1_000_000 })) }),
} satisfies Kinds<'frame'>

const request = {
  answer: kind(
    { status, retryAfter: optional(retryAfter), headers: optional(headers), body: optional(body) },
    ({ status, ...options }) => [status, options],
  ),
  delay,
  hang: plain,
  loseAnswer: plain,
  malform: kind({ status: optional(status) }),
  reset: plain,
  stall: kind({ status: optional(status), body: optional(body) }),
} satisfies Kinds<'post'>

type Kinds<Event extends FaultEvent> = { readonly [Kind in keyof Strike<Event>]: FaultKind }

/** What can happen to each event. */
export const faultKinds: { readonly [Event in FaultEvent]: Readonly<Record<string, FaultKind>> } = {
  connect,
  message,
  hello: message,
  register: message,
  unregister: message,
  ack: message,
  nack: message,
  broadcast_subscribe: message,
  ping: message,
  frame,
  notification: frame,
  post: request,
  delete: request,
}

function kind<S extends Schema>(
  schema: S,
  toArguments: (fields: FieldsOf<S>) => readonly unknown[] = Object.values,
): FaultKind {
  // The fields are those of the schema: `readFields` gave them.
  return { schema, toArguments: (fields) => toArguments(fields as FieldsOf<S>) }
}
