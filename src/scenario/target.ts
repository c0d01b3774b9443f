// What the commands of a scenario act on.
import type { ApplicationServer } from '../application-server/index.ts'
import type { PushClientOptions } from '../client/index.ts'
import type { Timing } from '../deadline/index.ts'
import type { ClientHandle } from '../provisioner/index.ts'

/** How a scenario wants its clients. */
export type ScenarioClientOptions = Pick<PushClientOptions, 'autoAck' | 'limits'>

/** What can be chosen for any target. */
export type TargetPreferences = Pick<ScenarioTarget, 'preEncrypted' | 'endpointOrigin' | 'limits'>

/** A push service as scenarios see it. One target serves any number of scenarios at once. */
export interface ScenarioTarget {
  /** The connection endpoint. */
  readonly url: string
  /** The budget of every command. */
  readonly timing: Timing
  /**
   * Whether posts carry a body that was encrypted once, for nobody, instead of the scenario's payload for its subscription: the
   * length is right, and the cost of the cryptography is gone. That the same bytes arrive is still verified. Default false.
   */
  readonly preEncrypted?: boolean
  /** `transcript`: events kept of each client and scenario, default 1,000; 0 for load. */
  readonly limits?: { readonly transcript?: number }
  /**
   * An origin that takes the place of that of every push endpoint, such as `http://10.0.0.7:8082` behind a proxy; VAPID tokens are for
   * this origin then. Default: that which the service gives.
   */
  readonly endpointOrigin?: string
  /** Makes a push client that is not connected yet. The scenario closes it. */
  openClient(options: ScenarioClientOptions): Promise<ClientHandle>
  /** The sender. May be the same for all scenarios, so that they share its connections; the target closes it. */
  openApplicationServer(): ApplicationServer
  /** Closes what the scenarios share. */
  close(): Promise<void>
}
