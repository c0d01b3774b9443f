// What a test gets as `provisioner`: the provisioner of the environment, bound to the scope of this test.

import { randomUUID } from 'node:crypto'
import type { ApplicationServer, ApplicationServerOptions } from '../application-server/index.ts'
import type { PushClient } from '../client/index.ts'
import type { Timing } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import type { FeatureReference } from '../features/index.ts'
import type { FixtureServer } from '../fixture/index.ts'
import type { QuirkReference } from '../quirks/index.ts'
import type { FeatureProvider, FeatureSubset } from './discovery.ts'
import type { ClientHandle, ClientRequest, Provisioner } from './provisioner.ts'
import type { Scope } from './scope.ts'

/**
 * Hands out what a test needs and takes it back when the test ends.
 *
 * @example
 * ```ts
 * test('two clients are two', async ({ provisioner }) => {
 *   const first = await provisioner.getConnectedClient()
 *   const second = await provisioner.getConnectedClient({ autoAck: false })
 *   expect(first.uaid).not.toBe(second.uaid)
 * })
 * ```
 */
export class ScopedProvisioner {
  readonly #provisioner: Provisioner
  readonly #scope: Scope

  constructor(provisioner: Provisioner, scope: Scope) {
    this.#provisioner = provisioner
    this.#scope = scope
  }

  /** The name of the target. */
  get target(): string {
    return this.#provisioner.target
  }

  /** The timeouts of the target, for own waits. */
  get timing(): Timing {
    return this.#provisioner.timing
  }

  /**
   * The embedded fixture server of this test file.
   *
   * @throws PushwrightError `ERR_STATE` if the target has none; declare `requireFeature(Feature.ControlServer)`.
   */
  get server(): FixtureServer {
    const { server } = this.#provisioner
    if (server !== undefined) return server
    throw new PushwrightError(
      'ERR_STATE',
      `Target "${this.target}" has no server that a test can reach. Declare \`requireFeature(Feature.ControlServer)\`, so that the test is skipped there.`,
    )
  }

  /** Connects one more client, of its own UAID, and says hello. Closed when the test ends. */
  getConnectedClient(request: ClientRequest = {}): Promise<PushClient> {
    return this.#provisioner.getConnectedClient(this.#scope, request)
  }

  /** Makes one more client that is not connected yet. Closed by its handle, or when the test ends. */
  getClient(request: Omit<ClientRequest, 'prepare' | 'broadcasts'> = {}): ClientHandle {
    return this.#provisioner.getClient(this.#scope, request)
  }

  /** An application server with the VAPID key of the INI, or a new one. Closed when the test ends. */
  getApplicationServer(options: ApplicationServerOptions = {}): ApplicationServer {
    return this.#provisioner.getApplicationServer(this.#scope, options)
  }

  /** Whether some part of the environment offers the feature. */
  hasFeature(feature: FeatureReference): boolean {
    return this.#provisioner.capabilities.hasFeature(feature)
  }

  /** Whether the target has the quirk. */
  hasQuirk(quirk: QuirkReference): boolean {
    return this.#provisioner.capabilities.hasQuirk(quirk)
  }

  /** The first part of the environment that offers all of these features. */
  getFeatureProvider(...wanted: FeatureReference[]): FeatureProvider | undefined {
    return this.getFeatureProviders(...wanted)[0]
  }

  /** Every part of the environment that offers all of these features; all parts if none is named. */
  getFeatureProviders(...wanted: FeatureReference[]): FeatureProvider[] {
    return this.#provisioner.capabilities.getFeatureProviders(wanted)
  }

  /** The part that offers all the required features and most of the wanted ones, with those it has. */
  getFeatureSubsetProvider(
    wanted: readonly FeatureReference[],
    required: readonly FeatureReference[] = [],
  ): FeatureSubset | undefined {
    return this.#provisioner.capabilities.getFeatureSubsetProvider(wanted, required)
  }

  /** A name that no other test and no other run uses, for topics and the like: at most 32 characters of base64url. */
  uniqueName(prefix = ''): string {
    return `${prefix}${randomUUID().replaceAll('-', '')}`.slice(0, 32)
  }

  /** Registers something else to be undone when the test ends, the last first. */
  onTeardown(name: string, close: () => Promise<void> | void): void {
    this.#scope.hold(name, close)
  }
}
