// What the status server answers.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isLoopback } from '../../control/index.ts'
import type { LiveCheck } from '../live-check.ts'
import { page, pageHeaders } from './page.ts'
import { prometheusType, renderPrometheus } from './prometheus.ts'
import { statusOf } from './status-record.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** TCP connections at a time. */
const maxConnections = 100

/** A server that does not listen yet. */
export function createStatusServer(live: LiveCheck, host: string): Server {
  const server = createServer((request, response) => send(request, response, answer(live, host, request)))
  server.maxConnections = maxConnections
  return server
}

/** Whatever the cases are: who asks how they are must not end what runs them. */
function answer(live: LiveCheck, host: string, request: IncomingMessage): Answer {
  try {
    return answerOf(live, host, request)
  } catch (error) {
    live.cannotAnswer(error)
    return text(500, 'The status cannot be shown. The live check tells its reporters why, as the problem `status`.')
  }
}

function answerOf(live: LiveCheck, host: string, { method, url = '/', headers }: IncomingMessage): Answer {
  // A page that an attacker's DNS name points here has a foreign Host.
  if (isLoopback(host) && !isLoopback(hostNameOf(headers.host))) return text(403, 'Expected Host to be loopback.')
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'Expected GET or HEAD.', { Allow: 'GET, HEAD' })
  switch (url.split('?', 1)[0]) {
    case '/':
      return { status: 200, headers: pageHeaders, text: page }
    case '/status.json':
      return { status: 200, headers: { 'Content-Type': 'application/json' }, text: JSON.stringify(statusOf(live)) }
    case '/healthz':
      return text(live.healthy ? 200 : 503, healthText(live))
    case '/metrics':
      return { status: 200, headers: { 'Content-Type': prometheusType }, text: renderPrometheus(statusOf(live)) }
    default:
      return text(404, 'There are /, /status.json, /healthz and /metrics.')
  }
}

function healthText({ healthy, status }: LiveCheck): string {
  if (healthy) return 'ok'
  return status.flatMap(({ alarms }) => alarms.map(({ message }) => message)).join('\n')
}

function text(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, text: `${text}\n` }
}

function hostNameOf(host = ''): string {
  return host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, headers, text }: Answer): void {
  // Who goes away before the end has no use for it.
  response.on('error', () => {})
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(method === 'HEAD' ? undefined : text)
}
