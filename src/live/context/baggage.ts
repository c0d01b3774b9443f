// A test as a member of the W3C `baggage` header: https://www.w3.org/TR/baggage/
import type { LiveTest } from '../live-test.ts'
import { isTestId } from '../live-test.ts'
import type { HeaderFinding } from './headers.ts'

/** The key of our member; its value is the id, its properties are the rest. */
const key = 'livecheck'

/** Characters of a header that are looked at; the standard requires no more to be handed on. */
const limit = 8192

/** The header with the test in place of the one it may have named. */
export function writeBaggage({ id, case: name, issuedAt, expiresAt }: LiveTest, existing = ''): string {
  const others = membersOf(existing).filter((member) => keyOf(member) !== key)
  const text = (value: string): string => encodeURIComponent(value)
  return [...others, `${key}=${text(id)};case=${text(name)};issued=${issuedAt};expires=${expiresAt}`].join(',')
}

/** Finds the test in the header. */
export function readBaggage(header: string | undefined): HeaderFinding {
  if (header === undefined) return { kind: 'none' }
  if (header.length > limit) return { kind: 'malformed', reason: `baggage of ${header.length} characters` }
  const members = membersOf(header).filter((member) => keyOf(member) === key)
  const [member, ...more] = members
  if (member === undefined) return { kind: 'none' }
  if (more.length > 0) return { kind: 'malformed', reason: `${members.length} members ${key}` }
  return readMember(member)
}

function readMember(member: string): HeaderFinding {
  const fields = new Map(
    member.split(';').map((part): [string, string] => {
      const equals = part.indexOf('=')
      return equals === -1 ? [part.trim(), ''] : [part.slice(0, equals).trim(), part.slice(equals + 1).trim()]
    }),
  )
  const id = decode(fields.get(key))
  const name = decode(fields.get('case'))
  if (id === undefined || !isTestId(id)) return { kind: 'malformed', reason: 'the id' }
  if (name === undefined || name === '') return { kind: 'malformed', reason: 'the case' }
  const issuedAt = timeOf(fields.get('issued'))
  const expiresAt = timeOf(fields.get('expires'))
  if (issuedAt === undefined || expiresAt === undefined) return { kind: 'malformed', reason: 'the times' }
  return { kind: 'test', test: { id, case: name, issuedAt, expiresAt, args: [] } }
}

function membersOf(header: string): string[] {
  return header
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
}

function keyOf(member: string): string {
  return member.split(/[=;]/, 1)[0]?.trim() ?? ''
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    // A lone percent sign, or bytes that are not UTF-8.
    return undefined
  }
}

function timeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined
}
