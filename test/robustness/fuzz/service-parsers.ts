// The fixture push service as a whole: what clients say to it one after another, and what application servers post.
import { decide } from '../../../src/fixture/fixture-server-options.ts'
import { acceptPush } from '../../../src/fixture/push/accept-push.ts'
import { FixtureClock } from '../../../src/fixture/push/clock.ts'
import { profiles } from '../../../src/fixture/push/profiles/index.ts'
import { Push } from '../../../src/fixture/push/push.ts'
import { PushService } from '../../../src/fixture/push/push-service.ts'
import { Transcript } from '../../../src/transcript/index.ts'
import { nearly } from './hostile.ts'
import { type Parser, texts } from './parser.ts'

const origin = 'https://push.example'
const channelID = '01234567-89ab-4def-8123-456789abcdef'

/** One service of each profile, for all cases. */
const services = [...profiles.keys()].map((profile) => {
  const limits = {
    storedMessages: 20,
    pushes: 20,
    messages: 20,
    idleUsers: 20,
    users: 100,
    channels: 20,
    appPingInterval: 0,
  }
  const { behaviours, limits: all } = decide({ profile, limits })
  const clock = new FixtureClock()
  const transcript = new Transcript({ limit: 20 })
  return new PushService({ behaviours, limits: all, clock, transcript, origin: () => origin, seed: 1 })
})

/** A client whose socket keeps what it is sent. */
function connectTo(service: PushService) {
  const sent: string[] = []
  const socket = {
    bufferedAmount: 0,
    send: (text: string) => void sent.push(text),
    closeWith: () => {},
    ping: () => {},
  }
  return { connection: service.connect(socket as never, {} as never, '/'), sent }
}

/** What a client says, a frame a line; then it goes. */
async function converse(frames: string): Promise<void> {
  for (const service of services) {
    const { connection } = connectTo(service)
    for (const frame of frames.split('\n').slice(0, 20)) {
      // A longer one ends the connection before it is read.
      const bytes = Buffer.from(frame).subarray(0, service.limits.frameBytes)
      connection.receive(bytes, frame.startsWith('\0'))
    }
    // A hello may be answered a turn later.
    await undefined
    connection.ended(1006, '')
  }
}

const said = [
  { messageType: 'hello', use_webpush: true, uaid: '', broadcasts: { a: 'b' } },
  { messageType: 'hello', use_webpush: true, uaid: channelID.replaceAll('-', '') },
  { messageType: 'register', channelID },
  { messageType: 'unregister', channelID, code: 200 },
  { messageType: 'ack', updates: [{ channelID, version: 'v', code: 100 }] },
  { messageType: 'nack', version: 'v', code: 301 },
  { messageType: 'broadcast_subscribe', broadcasts: { a: 'b' } },
  {},
].map((message) => JSON.stringify(message))
const sessions = [said.join('\n'), [said[0], ...said.slice(2)].join('\n'), [said[1], said[2], said[4]].join('\n')]

/** The endpoint of a subscription of somebody who stays, at each service. */
const endpoints = await Promise.all(
  services.map(async (service) => {
    const { connection, sent } = connectTo(service)
    connection.receive(Buffer.from(said[0] ?? ''), false)
    connection.receive(Buffer.from(said[2] ?? ''), false)
    await new Promise((resolve) => setImmediate(resolve))
    const { pushEndpoint } = JSON.parse(sent.at(-1) ?? '{}') as { pushEndpoint: string }
    const [, , version = '', token = ''] = new URL(pushEndpoint).pathname.split('/')
    connection.ended(1006, '')
    return { service, version, token }
  }),
)

/** What somebody posts: a path or nothing, headers a line each, an empty line, a body. */
async function post(text: string): Promise<void> {
  const [head = '', body = ''] = text.split('\n\n', 2)
  const [first = '', ...lines] = head.split('\n')
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => [
      (line.split(':', 1)[0] ?? '').toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  for (const { service, version, token } of endpoints) {
    const push = new Push(service.clock.now(), '/wpush/', headers, Buffer.from(body, 'latin1'), service)
    const [v = '', other = ''] = first.split('/', 2)
    await acceptPush(service, v || version, other || token, push)
    service.log.add(push)
  }
}

const posts = [
  '\nTTL: 60\nContent-Encoding: aes128gcm\nTopic: abc\nUrgency: high\n\nbody',
  '\nTTL: 0\nContent-Encoding: aesgcm\nEncryption: salt=AAAA\nCrypto-Key: dh=BBBB;p256ecdsa=CCCC\nAuthorization: vapid t=a.b.c, k=d\n\nbody',
  `v1/${endpoints[0]?.token}\nTTL: 60`,
]

export const serviceParsers: readonly Parser[] = [
  texts('sessions of clients', nearly(sessions, [...said.map((one) => `\n${one}\n`), '\n']), converse),
  texts('posts of application servers', nearly(posts, ['\n', ':', ',', ';', 'v2/', 'TTL:', 'Topic: ']), post),
]
