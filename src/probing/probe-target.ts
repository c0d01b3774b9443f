// The service that is probed, and how clients and senders of it are made.
import type { ApplicationServer } from '../application-server/index.ts'
import type { PushClient } from '../client/index.ts'
import type { Timing } from '../deadline/index.ts'

/** A push client together with what ends it. */
export interface ClientHandle {
  readonly client: PushClient
  close(): Promise<void>
}

/** A push service that can be probed. */
export interface ProbeTarget {
  /** The connection endpoint. */
  readonly url: string
  /** The budget of every wait. */
  readonly timing: Timing
  /** Clients that may be connected at a time. Default: as many as it takes. */
  readonly maxClients?: number | undefined
  /**
   * Connects a client of its own UAID and says hello.
   *
   * @param prepare - Runs before the connection opens.
   */
  openClient(prepare: (client: PushClient) => void): Promise<ClientHandle>
  /** Makes a sender whose VAPID tokens name a contact. The probe closes it. */
  openApplicationServer(): ApplicationServer
}
