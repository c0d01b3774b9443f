// A target whose provisioner makes the clients, so that its limits and its consent hold for scenarios too.
import type { ApplicationServer } from '../application-server/index.ts'
import { contact, type ReadyProvisioner, Scope, type ScopedProvisioner } from '../provisioner/index.ts'
import type { ScenarioTarget, TargetPreferences } from './target.ts'

/**
 * A target of the INI. All scenarios share one sender.
 *
 * @example
 * ```ts
 * await withProvisioner(configuration, async (ready) => {
 *   const target = provisionerTarget(ready)
 *   await runScenario(basic, { target })
 *   await target.close()
 * })
 * ```
 */
export function provisionerTarget(ready: ReadyProvisioner, preferences: TargetPreferences = {}): ScenarioTarget {
  const { provisioner, settings, url } = ready
  const scope = new Scope('the sender of the scenarios')
  let sender: ApplicationServer | undefined
  return {
    ...preferences,
    url,
    timing: provisioner.timing,
    async openClient(wishes) {
      // One scope for each, so that nothing remembers the clients of a long run.
      return provisioner.getClient(new Scope('a client of a scenario'), wishes)
    },
    openApplicationServer() {
      const subject = settings.string('vapid_subject') ?? contact
      sender ??= provisioner.getApplicationServer(scope, { subject })
      return sender
    },
    close: () => scope.close(),
  }
}

/** The target of a test: everything belongs to the test, and is closed when it ends at the latest. */
export function scopedTarget(provisioner: ScopedProvisioner, preferences: TargetPreferences = {}): ScenarioTarget {
  const connection = provisioner.getFeatureProviders().find(({ role }) => role === 'connection')
  let sender: ApplicationServer | undefined
  return {
    ...preferences,
    url: connection?.url ?? provisioner.target,
    timing: provisioner.timing,
    openClient: async (wishes) => provisioner.getClient(wishes),
    openApplicationServer() {
      sender ??= provisioner.getApplicationServer()
      return sender
    },
    close: async () => sender?.close(),
  }
}
