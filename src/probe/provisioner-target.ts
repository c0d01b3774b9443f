// A target of the INI: its provisioner makes the clients, so that its limits and its consent hold for the probe too.
import type { Configuration, TargetSettings } from '../config/index.ts'
import type { ProbeTarget } from '../probing/index.ts'
import {
  type Discovery,
  loadProvisioner,
  type Phase,
  type Provisioner,
  runPhase,
  Scope,
  tlsVerification,
} from '../provisioner/index.ts'
import { probeSubject } from './url-target.ts'

/**
 * Does something with a target of the INI, from starting what it shares to tidying up.
 *
 * @throws PushwrightError `ERR_CONFIG`, and `ERR_PHASE` for what a provisioner cannot do.
 */
export async function withTarget<T>(
  configuration: Configuration,
  use: (target: ProbeTarget) => Promise<T>,
): Promise<T> {
  const { global } = configuration
  const settings = configuration.target()
  const provisioner = await loadProvisioner(settings)
  const inPhase = <R>(phase: Phase, work: () => Promise<R> | R): Promise<R> =>
    runPhase({ phase, target: settings.name, timeout: global.initialiseTimeout, scale: global.timeoutScale }, work)
  await inPhase('configure', () => provisioner.configure(settings, global))
  settings.refuseUnread()
  try {
    const shared = await inPhase('initialise', () => provisioner.prepareRun())
    const discovery = await inPhase('discovery', () => discover(provisioner, shared))
    await inPhase('initialise', () => provisioner.initialise(discovery))
    const connection = discovery.providers.find(({ role }) => role === 'connection')?.url
    const url = provisioner.server?.url ?? connection ?? settings.required('url')
    return await use(probeTarget(provisioner, settings, url))
  } finally {
    await inPhase('finalise', () => provisioner.finalise())
    await inPhase('finalise', () => provisioner.finishRun())
  }
}

async function discover(provisioner: Provisioner, shared: Record<string, unknown>): Promise<Discovery> {
  const scope = new Scope('discovery')
  try {
    return await provisioner.discover(scope, shared)
  } finally {
    await scope.close()
  }
}

function probeTarget(provisioner: Provisioner, settings: TargetSettings, url: string): ProbeTarget {
  const ca = provisioner.server?.ca
  const subject = settings.string('vapid_subject') ?? probeSubject
  return {
    url,
    timing: provisioner.timing,
    maxClients: settings.maxClients,
    tls: ca === undefined ? tlsVerification(settings) : { ca },
    async openClient(prepare) {
      // One scope for each client, so that `max_clients` counts those that are there.
      const scope = new Scope('a client of the probe')
      const client = await provisioner.getConnectedClient(scope, { prepare })
      return { client, close: () => scope.close() }
    },
    openApplicationServer: () => provisioner.getApplicationServer(new Scope('the sender of the probe'), { subject }),
  }
}
