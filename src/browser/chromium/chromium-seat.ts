// Chromium with all that belongs to it: the registry of its device, the channel of its messages, and who gets what.
import { createHash, X509Certificate } from 'node:crypto'
import { PushwrightError } from '../../errors/index.ts'
import { EphemeralAuthority } from '../../fixture/index.ts'
import { generateVapidKeys } from '../../webpush/index.ts'
import { BrowserSeat, type BrowserSeatOptions, type SeatParts } from '../browser-seat.ts'
import { openAll } from '../close-all.ts'
import { PageHost } from '../page-host.ts'
import { firstScope, Visit } from '../visit.ts'
import { Chromium } from './chromium.ts'
import { DeviceRegistry, type Registrar, type Registration } from './push/device-registry.ts'
import { type ChannelMessage, MessageChannel } from './push/message-channel.ts'

/** Chromium wants a key for every subscription; this one means that the push service is given none. */
export const anybody: string = generateVapidKeys().publicKey

/** Who registers the subscriptions of a page with the push service, and hears what became of messages. */
export interface Occupant extends Registrar {
  acknowledged(id: string): void
}

/** A Chromium in which push clients can take their places; pages tell apart whose subscription is whose. */
export class ChromiumSeat extends BrowserSeat {
  readonly #channel: MessageChannel
  readonly #occupants: Map<string, Occupant>

  private constructor(channel: MessageChannel, occupants: Map<string, Occupant>, parts: SeatParts) {
    super(parts)
    this.#channel = channel
    this.#occupants = occupants
    this.#channel.onAck = (id) => {
      for (const occupant of this.#occupants.values()) occupant.acknowledged(id)
    }
  }

  /** Starts all of it; nothing is left if that fails. */
  static open(options: BrowserSeatOptions): Promise<ChromiumSeat> {
    return openAll(async (closers) => {
      const occupants = new Map<string, Occupant>()
      const { server } = new EphemeralAuthority('127.0.0.1')
      const [channel, registry, host] = await Promise.all([
        MessageChannel.start(server),
        DeviceRegistry.start(registrarOf(occupants)),
        PageHost.start(options),
      ])
      for (const server of [channel, registry, host]) closers.push(() => server.close())
      const switches = [
        ...(options.switches ?? []),
        `--gcm-checkin-url=${registry.checkinUrl}`,
        `--gcm-registration-url=${registry.registrationUrl}`,
        `--gcm-mcs-endpoint=${channel.url}`,
        `--ignore-certificate-errors-spki-list=${publicKeyHash(server.cert)}`,
      ]
      const browser = await Chromium.launch(options.program, { ...options, switches })
      closers.push(() => browser.close())
      // Makes visits ready while Chromium takes its time to check in.
      const seat = new ChromiumSeat(channel, occupants, { browser, host, closers })
      await stayConnected(browser, host, occupants)
      return seat
    })
  }

  /** A visit whose registrations are the matter of this occupant. */
  async takeVisit(occupant: Occupant): Promise<Visit> {
    const visit = await this.visits.take()
    this.#occupants.set(visit.origin, occupant)
    return visit
  }

  releaseVisit(visit: Visit): void {
    this.#occupants.delete(visit.origin)
    this.visits.release(visit)
  }

  /** Sends a push to the browser. */
  send(message: ChannelMessage): void {
    this.#channel.send(message)
  }
}

/**
 * Subscribes for nobody. Chromium connects with its message channel for the first subscription and leaves it with the last, and
 * a channel that it has left a moment ago it enters again only half a minute later.
 */
async function stayConnected(chromium: Chromium, host: PageHost, occupants: Map<string, Occupant>): Promise<void> {
  const visit = await Visit.open(await chromium.openContext(), host)
  occupants.set(visit.origin, {
    register: async () => 'nobody',
    unregister: async () => {},
    acknowledged: () => {},
  })
  await visit.subscribe(firstScope, anybody)
}

/** The origin in `wp:http://client-1.localhost:8080/#id`. */
function originOf(subtype: string): string {
  return URL.parse(subtype.replace(/^wp:/, ''))?.origin ?? ''
}

function registrarOf(occupants: ReadonlyMap<string, Occupant>): Registrar {
  return {
    register: async (registration: Registration) => {
      const occupant = occupants.get(originOf(registration.subtype))
      if (occupant !== undefined) return occupant.register(registration)
      throw new PushwrightError(
        'ERR_STATE',
        `Expected a page of a push client to register, got ${registration.subtype}.`,
      )
    },
    // The client may have left already.
    unregister: async (registration) => occupants.get(originOf(registration.subtype))?.unregister(registration),
  }
}

/** What Chromium compares: SHA-256 of the public key, base64. */
function publicKeyHash(certificate: string): string {
  const spki = new X509Certificate(certificate).publicKey.export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(spki).digest('base64')
}
