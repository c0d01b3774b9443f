// From the options of a plan to the systems that are told of its measurements.
import { PushwrightError, quoteForMessage } from '../errors/index.ts'
import type { SinkSettings } from '../load/index.ts'

/** What the command line says of them. */
export interface SinkOptions {
  readonly statsd?: string
  readonly dogstatsd?: string
  /** `name=value`. */
  readonly tag: readonly string[]
  readonly opentelemetry: boolean
}

/** @throws PushwrightError `ERR_OPTION` for an address or a tag that is none, and for options of which one would be ignored. */
export function sinksOf({ statsd, dogstatsd, tag, opentelemetry: openTelemetry }: SinkOptions): SinkSettings {
  if (statsd !== undefined && dogstatsd !== undefined) {
    throw new PushwrightError('ERR_OPTION', 'Expected either --statsd or --dogstatsd, got both.')
  }
  if (tag.length > 0 && dogstatsd === undefined) {
    throw new PushwrightError('ERR_OPTION', 'Expected --tag only with --dogstatsd: statsd has no tags.')
  }
  if (statsd !== undefined) return { openTelemetry, statsd: { dialect: 'statsd', ...readAddress(statsd) } }
  if (dogstatsd === undefined) return { openTelemetry }
  const tags = Object.fromEntries(tag.map(readTag))
  return { openTelemetry, statsd: { dialect: 'dogstatsd', ...readAddress(dogstatsd), tags } }
}

function readAddress(text: string): { readonly host: string; readonly port?: number } {
  const [, host, port] = /^([^:\s]+|\[[\da-f:]+\])(?::(\d{1,5}))?$/i.exec(text) ?? []
  if (host === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) {
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected a host and a port such as 127.0.0.1:8125, got ${quoteForMessage(text)}.`,
    )
  }
  return { host: host.replace(/^\[|\]$/g, ''), ...(port !== undefined && { port: Number(port) }) }
}

function readTag(text: string): [name: string, value: string] {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name !== undefined && value !== undefined) return [name, value]
  throw new PushwrightError('ERR_OPTION', `Expected a tag such as region=eu, got ${quoteForMessage(text)}.`)
}
