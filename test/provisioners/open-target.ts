// A configured provisioner of an INI text, as the Vitest layer makes one, and a scope that ends with the test.
import { setImmediate } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { parseConfiguration } from '../../src/config/index.ts'
import type { FixtureServer } from '../../src/fixture/index.ts'
import { type Discovery, loadProvisioner, type Provisioner, Scope } from '../../src/provisioner/index.ts'

/** Makes and configures the provisioner of the one target. */
export async function openTarget(ini: string, root = '/project'): Promise<Provisioner> {
  const configuration = parseConfiguration(ini, { file: 'e2etest.ini', root })
  const settings = configuration.target()
  const provisioner = await loadProvisioner(settings)
  provisioner.configure(settings, configuration.global)
  settings.refuseUnread()
  return provisioner
}

/** The main process' part of a run, and the start of the worker's. Finished with the test. */
export async function begin(provisioner: Provisioner): Promise<Discovery> {
  const shared = await provisioner.prepareRun()
  onTestFinished(() => provisioner.finishRun())
  const scope = new Scope('discovery')
  const discovery = await provisioner.discover(scope, shared).finally(() => scope.close())
  await provisioner.initialise(discovery)
  onTestFinished(() => provisioner.finalise())
  return discovery
}

/** Ends when no client is connected: the server hears of it a turn of the event loop after the client, and with TLS several. */
export async function deserted(server: FixtureServer): Promise<void> {
  while (server.clients.length > 0) await setImmediate()
}

/** A scope that is closed with the test, if the test does not do so. */
export function openScope(name = 'a test'): Scope {
  const scope = new Scope(name)
  onTestFinished(() => scope.close())
  return scope
}
