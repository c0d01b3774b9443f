// A target of the INI: its provisioner makes the clients, so that its limits and its consent hold for the probe too.
import type { Configuration } from '../config/index.ts'
import type { ProbeTarget } from '../probing/index.ts'
import { contact, type ReadyProvisioner, Scope, withProvisioner } from '../provisioner/index.ts'

/**
 * Does something with a target of the INI, from starting what it shares to tidying up.
 *
 * @throws PushwrightError `ERR_CONFIG`, and `ERR_PHASE` for what a provisioner cannot do.
 */
export function withTarget<T>(configuration: Configuration, use: (target: ProbeTarget) => Promise<T>): Promise<T> {
  return withProvisioner(configuration, (ready) => use(probeTarget(ready)))
}

function probeTarget({ provisioner, settings, url }: ReadyProvisioner): ProbeTarget {
  const subject = settings.string('vapid_subject') ?? contact
  return {
    url,
    timing: provisioner.timing,
    maxClients: settings.maxClients,
    async openClient(prepare) {
      // One scope for each client, so that `max_clients` counts those that are there.
      const scope = new Scope('a client of the probe')
      const client = await provisioner.getConnectedClient(scope, { prepare })
      return { client, close: () => scope.close() }
    },
    openApplicationServer: () => provisioner.getApplicationServer(new Scope('the sender of the probe'), { subject }),
  }
}
