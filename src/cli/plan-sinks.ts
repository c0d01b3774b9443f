// From the options of a plan to the systems that are told of its measurements.
import { PushwrightError, quoteForMessage } from '../errors/index.ts'
import type { SinkSettings } from '../load/index.ts'
import { port } from './arguments.ts'

/** What the command line says of them. */
export interface SinkOptions {
  readonly statsd?: string
  readonly dogstatsd?: string
  /** `name=value`. */
  readonly tag: readonly string[]
  readonly opentelemetry: boolean
}

/** @throws PushwrightError `ERR_OPTION` for a tag that is none. */
export function sinksOf({ statsd, dogstatsd, tag, opentelemetry }: SinkOptions): SinkSettings {
  const address = dogstatsd ?? statsd
  if (address === undefined) return { openTelemetry: opentelemetry }
  const [, host = '', portText] = /^(.+?)(?::(\d+))?$/.exec(address) ?? []
  const dialect = dogstatsd === undefined ? 'statsd' : 'dogstatsd'
  const where = { dialect, host, ...(portText !== undefined && { port: port(portText) }) } as const
  return { openTelemetry: opentelemetry, statsd: { ...where, tags: Object.fromEntries(tag.map(readTag)) } }
}

function readTag(text: string): [name: string, value: string] {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name !== undefined && value !== undefined) return [name, value]
  throw new PushwrightError('ERR_OPTION', `Expected a tag such as region=eu, got ${quoteForMessage(text)}.`)
}
