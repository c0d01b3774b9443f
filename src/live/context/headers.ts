// A test in the headers of a request: a member of W3C `baggage`, and the four headers of faust.livecheck.
import type { LiveTest } from '../live-test.ts'
import { readBaggage, writeBaggage } from './baggage.ts'
import { legacyNames, readLegacy, writeLegacy } from './legacy-headers.ts'

/** Headers by their lower-case names, as Node has them. */
export type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>

/** What the headers of a request say. */
export type HeaderFinding =
  | { readonly kind: 'none' }
  | { readonly kind: 'test'; readonly test: LiveTest }
  /** They were meant to name a test, and do not. */
  | { readonly kind: 'malformed'; readonly reason: string }

/** The names of the headers that {@link testHeaders} writes. */
export const testHeaderNames: readonly string[] = ['baggage', ...legacyNames]

/**
 * The headers that hand a test on. Other members of `baggage` are kept.
 *
 * @param baggage - What the request says already.
 */
export function testHeaders(test: LiveTest, baggage?: string): Record<string, string> {
  return { baggage: writeBaggage(test, baggage), ...writeLegacy(test) }
}

/** Reads a test from headers, `baggage` first. Does not throw, whatever they are. */
export function readTestHeaders(headers: HeaderRecord): HeaderFinding {
  const baggage = readBaggage(textOf(headers.baggage))
  // A proxy that knows no baggage may have left the others.
  return baggage.kind === 'test'
    ? baggage
    : orElse(
        readLegacy((name) => textOf(headers[name])),
        baggage,
      )
}

function orElse(finding: HeaderFinding, other: HeaderFinding): HeaderFinding {
  return finding.kind === 'none' ? other : finding
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(',')
}
