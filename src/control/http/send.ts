// Writes answers.
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer } from './answer.ts'

const commonHeaders = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

/** Sends an answer. */
export function send(response: ServerResponse, answer: Answer): void {
  if (answer.afterwards !== undefined) response.once('close', answer.afterwards)
  if (answer.body === undefined) {
    response.writeHead(answer.status, { ...commonHeaders, ...answer.headers }).end()
    return
  }
  response.writeHead(answer.status, { ...commonHeaders, ...jsonHeaders(answer.body), ...answer.headers })
  response.end(textOf(answer.body))
}

/** Sends an answer where Node offers no response, as for a request that cannot be read, and ends the connection. */
export function sendRaw(socket: Duplex, { status, body, headers }: Answer): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const all = { ...commonHeaders, ...jsonHeaders(body), ...headers, Connection: 'close' }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${textOf(body)}`)
}

function jsonHeaders(body: unknown): Record<string, string> {
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(textOf(body))),
  }
}

/** With a line's end, for those who read it in a terminal. */
function textOf(body: unknown): string {
  return `${JSON.stringify(body)}\n`
}
