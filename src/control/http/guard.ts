// Who may ask: whoever has the token, and no web page that a browser on this machine happens to show.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { RequestError } from './problem.ts'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether only this machine can reach the address: localhost, 127.0.0.0/8 or ::1. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 0) return host.toLowerCase() === 'localhost'
  return loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
}

/** What the guard needs to know of the server. */
export interface Guarded {
  readonly host: string
  readonly port: number
  readonly token: string
}

/**
 * Lets a request pass, or not.
 *
 * A page that an attacker's DNS name points here (DNS rebinding) has a foreign Host; a page that posts across origins has a foreign Origin.
 * Neither has the token, but neither is to learn whether there is a server.
 *
 * @throws RequestError `ERR_FORBIDDEN` or `ERR_UNAUTHORIZED`.
 */
export function guard(headers: IncomingHttpHeaders, guarded: Guarded): void {
  if (isLoopback(guarded.host) && !isOwnHost(headers.host ?? '', guarded.port)) {
    throw new RequestError('ERR_FORBIDDEN', 'Expected Host to be a loopback address and the port of this server.')
  }
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, headers.host)) {
    throw new RequestError('ERR_FORBIDDEN', 'Expected no Origin: web pages of other origins may not use this server.')
  }
  const [, token = ''] = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? []
  if (!isEqual(token, guarded.token)) {
    throw new RequestError(
      'ERR_UNAUTHORIZED',
      'Expected `Authorization: Bearer …` with the token of the ready line, got another or none.',
      { 'WWW-Authenticate': 'Bearer' },
    )
  }
}

function isOwnHost(host: string, port: number): boolean {
  const [, name = '', ownPort = '80'] = /^(\[[\da-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(host) ?? []
  return Number(ownPort) === port && isLoopback(name.replace(/^\[|\]$/g, ''))
}

function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`
}

/** In a time that tells nothing about where two texts differ, nor how long the right one is. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
