// A test in the four headers of faust.livecheck.
import { isTestId, type LiveTest } from '../live-test.ts'
import type { HeaderFinding } from './headers.ts'

const names = {
  id: 'livecheck-test-id',
  case: 'livecheck-test-name',
  issuedAt: 'livecheck-test-timestamp',
  expiresAt: 'livecheck-test-expires',
} as const

/** Their names, in lower case. */
export const legacyNames: readonly string[] = Object.values(names)

/** Characters that a header can carry as they are; an id of others is in `baggage` alone. */
const plain = /^[\x21-\x7e]+$/

/** The headers; none if one of their values could not be carried. */
export function writeLegacy({ id, case: name, issuedAt, expiresAt }: LiveTest): Record<string, string> {
  if (!plain.test(id) || !plain.test(name)) return {}
  return {
    [names.id]: id,
    [names.case]: name,
    [names.issuedAt]: new Date(issuedAt).toISOString(),
    [names.expiresAt]: new Date(expiresAt).toISOString(),
  }
}

/** Finds the test in the headers. */
export function readLegacy(header: (name: string) => string | undefined): HeaderFinding {
  const id = header(names.id)
  const name = header(names.case)
  if (id === undefined && name === undefined) return { kind: 'none' }
  if (id === undefined || !isTestId(id)) return { kind: 'malformed', reason: names.id }
  if (name === undefined || name === '') return { kind: 'malformed', reason: names.case }
  const issuedAt = timeOf(header(names.issuedAt))
  const expiresAt = timeOf(header(names.expiresAt))
  if (issuedAt === undefined) return { kind: 'malformed', reason: names.issuedAt }
  if (expiresAt === undefined) return { kind: 'malformed', reason: names.expiresAt }
  return { kind: 'test', test: { id, case: name, issuedAt, expiresAt, args: [] } }
}

/** ISO 8601 with a zone, or without one as faust writes UTC. */
function timeOf(text: string | undefined): number | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/.exec(text ?? '')
  if (match === null) return undefined
  const [, seconds, fraction = '', zone = 'Z'] = match
  const time = Date.parse(`${seconds}${fraction.slice(0, 4)}${zone}`)
  return Number.isNaN(time) ? undefined : time
}
