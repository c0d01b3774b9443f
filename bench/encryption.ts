// Encryption and decryption of 1 KiB against `web-push` and `http_ece`, in one process.
import { createECDH, type ECDH, randomBytes } from 'node:crypto'
import ece from 'http_ece'
import {
  ApplicationServer,
  decrypt,
  encrypt,
  importSubscriptionKeys,
  type PublicSubscriptionKeys,
  type SubscriptionKeys,
} from 'pushwright/core'
import webPush from 'web-push'
import { compare, type FigureDescription } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import type { BenchResult, Comparison } from './harness/result.ts'
import { computed } from './harness/usage.ts'

const payload = randomBytes(1024)
const encoding = 'aes128gcm'

export default async function encryption(effort: Effort): Promise<BenchResult> {
  const count = effort.amount(1000)
  const rounds = effort.rounds(15)
  const against = async (
    than: string,
    what: string,
    ours: () => unknown,
    theirs: () => unknown,
  ): Promise<Comparison> => {
    const figure: FigureDescription = { what, unit: 'us', better: 'lower', aim: 0.5 }
    const each = (work: () => unknown) => async () => ({ time: await microsecondsOfEach(work, count) })
    return (await compare({ rounds, than, figures: { time: figure }, ours: each(ours), theirs: each(theirs) })).time
  }
  const { recipient, keys, ecdh } = makeSubscription()
  // More than the last senders that we remember, so that each is new to both.
  const bodies = Array.from({ length: 128 }, () => encrypt(payload, recipient).body)
  let next = 0
  const body = (): Buffer => bodies[next++ % bodies.length] as Buffer
  const applicationServer = new ApplicationServer({ subject: 'mailto:bench@example.com' })
  const subscription = { endpoint: 'http://127.0.0.1:9/push/1', keys: recipient }
  const vapidDetails = { subject: 'mailto:bench@example.com', ...webPush.generateVAPIDKeys() }
  return {
    about:
      'A message of 1 KiB with a fresh key, as senders have to make it; what belongs to the receiver is read once.',
    comparisons: {
      encrypt: await against(
        '`web-push`',
        'encrypt',
        () => encrypt(payload, recipient),
        () => webPush.encrypt(recipient.p256dh, recipient.auth, payload, encoding),
      ),
      encryptEce: await against(
        '`http_ece`',
        'encrypt',
        () => encrypt(payload, recipient),
        () => {
          const privateKey = createECDH('prime256v1')
          privateKey.generateKeys()
          return ece.encrypt(payload, {
            version: encoding,
            dh: recipient.p256dh,
            privateKey,
            authSecret: recipient.auth,
          })
        },
      ),
      decrypt: await against(
        '`http_ece`',
        'decrypt',
        () => decrypt(body(), keys, { contentEncoding: encoding }),
        () => ece.decrypt(body(), { version: encoding, privateKey: ecdh, authSecret: recipient.auth }),
      ),
      prepare: await against(
        '`web-push`',
        'a request, encrypted and signed',
        () => applicationServer.prepare(subscription, payload),
        () => webPush.generateRequestDetails(subscription, payload, { vapidDetails, contentEncoding: encoding }),
      ),
    },
  }
}

/** One subscription, in the form that each side wants. */
function makeSubscription(): { recipient: PublicSubscriptionKeys; keys: SubscriptionKeys; ecdh: ECDH } {
  const ecdh = createECDH('prime256v1')
  const p256dh = ecdh.generateKeys('base64url')
  const auth = randomBytes(16).toString('base64url')
  const keys = importSubscriptionKeys({ privateKey: ecdh.getPrivateKey('base64url'), auth })
  return { recipient: { p256dh, auth }, keys, ecdh }
}

/** Of the processor, since nothing is waited for. */
async function microsecondsOfEach(work: () => unknown, count: number): Promise<number> {
  const start = process.cpuUsage()
  for (let index = 0; index < count; index++) await work()
  return (computed(start) * 1000) / count
}
