// What can be wrong with a service, with a provisioner and with the machine.
import type { FaultEvent, FixtureServer } from '../../../src/fixture/index.ts'
import { type Fault, type Outcome, outcomeOfFailure } from './fault.ts'
import type { FaultPhase } from './phases.ts'
import { babble, fixture, noService, refusing, reusedPort, tcp, webServer } from './services.ts'
import {
  expired,
  notYetValid,
  oldProtocol,
  otherHost,
  otherPin,
  secure,
  selfSigned,
  unknownAuthority,
} from './tls-services.ts'

// A matcher says it in its own words.
const timedOut = /Waited 4s|within 4s/

/** The faults of services that are none, or that speak no WebSocket. */
const brokenServices: readonly Fault[] = [
  { name: 'refuses', start: refusing, cause: /ECONNREFUSED/ },
  // Longer than a label of DNS may be, so that nobody is asked.
  { name: 'has no address', start: async () => noService(`ws://${'x'.repeat(64)}.invalid/`), cause: /ENOTFOUND|EAI_/ },
  { name: 'resets', start: () => tcp((socket) => socket.resetAndDestroy()), cause: /ECONNRESET|socket hang up/ },
  { name: 'hangs up', start: () => tcp((socket) => socket.end()), cause: /socket hang up|closed|ECONNRESET/ },
  { name: 'accepts and is silent', start: () => tcp(() => {}), cause: timedOut },
  { name: 'another has its port', start: reusedPort, cause: /Parse Error|Expected HTTP/ },
  { name: 'is a web server', start: webServer, cause: /200/ },
  {
    name: 'answers without end',
    start: () => tcp(babble),
    cause: /Header overflow|HPE_HEADER_OVERFLOW|Parse Error|Waited 4s/,
  },
]

const brokenTls: readonly Fault[] = [
  { name: 'TLS: unknown authority', start: unknownAuthority, cause: /UNABLE_TO|unable to/ },
  { name: 'TLS: self-signed', start: selfSigned, cause: /SELF_SIGNED|self-signed/ },
  { name: 'TLS: other host', start: otherHost, cause: /altnames|ALTNAME/ },
  { name: 'TLS: expired', start: expired, cause: /expired|EXPIRED/ },
  { name: 'TLS: not yet valid', start: notYetValid, cause: /not yet valid|NOT_YET_VALID/ },
  { name: 'TLS: old protocol', start: oldProtocol, cause: /protocol version/ },
  { name: 'TLS: other pin', start: otherPin, cause: /pin/ },
  {
    name: 'TLS: plain text',
    start: async () => secure(await webServer()),
    cause: /wrong version|packet length|EPROTO|SSL/,
  },
  { name: 'TLS: silent', start: async () => secure(await tcp(() => {})), cause: timedOut },
  {
    name: 'TLS: cut off',
    start: async () => secure(await tcp((socket) => socket.end())),
    cause: /disconnected|hang up|ECONNRESET|closed/,
  },
]

/** Faults that the fixture server plays, by event. Those without a cause must not disturb. */
const playedFaults: readonly Fault[] = [
  played('connect', 'close', [1011], /1011|is closing/),
  played('connect', 'delay', ['50ms']),
  played('connect', 'hang', [], timedOut),
  played('connect', 'refuse', [503], /503/),
  played('connect', 'reset', [], /ECONNRESET|hang up/),
  played('connect', 'silence', [], timedOut),
  played('hello', 'close', [1008], /1008/),
  played('hello', 'closeAfter', [1011], /1011|is closing/),
  played('hello', 'delay', ['50ms']),
  played('hello', 'halfOpen', [], timedOut),
  played('hello', 'ignore', [], timedOut),
  played('hello', 'malform', [], timedOut),
  played('hello', 'pauseReading', ['60m'], timedOut),
  played('hello', 'reset', [], /1006|reset|ECONNRESET/),
  played('hello', 'silence', [], timedOut),
  played('hello', 'wrongUaid', []),
  played('register', 'close', [1008], /1008/),
  played('register', 'ignore', [], timedOut),
  played('register', 'malform', [], timedOut),
  played('register', 'reset', [], /1006|reset|ECONNRESET/),
  played('post', 'answer', [503], /503/),
  played('post', 'delay', ['50ms']),
  played('post', 'hang', [], timedOut),
  played('post', 'loseAnswer', [], /hang up|other side closed|UND_ERR_SOCKET|ECONNRESET|Waited 4s/),
  played('post', 'malform', [400], /400/),
  played('post', 'reset', [], /hang up|other side closed|UND_ERR_SOCKET|ECONNRESET/),
  played('post', 'stall', [], timedOut),
  played('ack', 'close', [1008], /1008/),
  played('ack', 'ignore', []),
  played('ack', 'malform', [], timedOut),
  played('ack', 'reset', [], /1006|reset|ECONNRESET/),
  played('notification', 'close', [1011], /1011/),
  played('notification', 'corrupt', [], /tag of record|Waited 4s/),
  played('notification', 'cutOff', [], /1006|closed|Waited 4s/),
  played('notification', 'delay', ['50ms']),
  played('notification', 'duplicate', [2]),
  played('notification', 'fragment', [3]),
  played('notification', 'lose', [], timedOut),
  played('notification', 'malform', [], timedOut),
  played('notification', 'readdress', ['01234567-89ab-4def-8123-456789abcdef'], timedOut),
  played('notification', 'reorder', [], timedOut),
  played('notification', 'reset', [], /1006|reset|ECONNRESET/),
  played('notification', 'truncate', [10], timedOut),
  played('unregister', 'close', [1008], /1008/),
  played('unregister', 'ignore', [], timedOut),
  played('unregister', 'malform', [], timedOut),
  played('unregister', 'reset', [], /1006|reset|ECONNRESET/),
]

/** What the provisioner itself does wrong. */
const brokenProvisioners: readonly Fault[] = [
  { name: 'hangs', start: () => fixture(), cause: /Waited 15s|Test timed out in 15000ms/, happening: 'hang' },
  { name: 'throws', start: () => fixture(), cause: /the provisioner is broken/, happening: 'throw' },
  { name: 'throws nothing', start: () => fixture(), cause: /undefined/, happening: 'throw nothing' },
  { name: 'throws a text', start: () => fixture(), cause: /a text/, happening: 'throw a text' },
].map((fault) => ({ ...fault, outcomeIn: (phase) => (phase === 'report' ? undefined : outcomeOfFailure(phase)) }))

/** What happens to the processes and to the machine. */
const brokenMachines: readonly Fault[] = [
  happens('lose a rejection', () => 'broken', /nobody has awaited this/),
  happens('fill the disk', () => 'broken', /ENOSPC/),
  happens('leap ahead', () => 'passed'),
  happens('leap back', () => 'passed'),
  happens('SIGTERM to the worker', ofWorker, /[Ww]orker.*(exited|terminated)/),
  happens('SIGKILL to the worker', ofWorker, /[Ww]orker.*(exited|terminated)/),
  happens('SIGTERM to the runner', () => 'killed'),
  happens('SIGKILL to the runner', () => 'killed'),
]

/** All of them. */
export const faults: readonly Fault[] = [
  ...brokenServices,
  ...brokenTls,
  ...playedFaults,
  ...brokenProvisioners,
  ...brokenMachines,
]

function played(event: FaultEvent, kind: string, args: readonly unknown[], cause?: RegExp): Fault {
  // A union of sentences cannot be called; a kind that is none would disturb nobody, and its cell be red.
  const arm = (server: FixtureServer): void => {
    const strike = server.faults.each(event) as unknown as Record<string, (...args: readonly unknown[]) => unknown>
    strike[kind]?.(...args)
  }
  return { name: `${event}: ${kind}`, start: () => fixture(arm), ...(cause !== undefined && { cause }) }
}

function happens(happening: string, outcomeIn: (phase: FaultPhase) => Outcome | undefined, cause?: RegExp): Fault {
  return { name: happening, start: () => fixture(), happening, outcomeIn, ...(cause !== undefined && { cause }) }
}

/** Before the first test file and after the last there is no worker. */
function ofWorker(phase: FaultPhase): Outcome | undefined {
  return ['health probe', 'discovery', 'report'].includes(phase) ? undefined : 'broken'
}
