// A target whose service is well in every phase of a run but one.

/** The phases in their order. In `report`, what a provisioner has left behind goes on, and the machine comes to harm in the runner. */
export const phases = [
  'health probe',
  'discovery',
  'initialise',
  'setup',
  'test',
  'teardown',
  'finalise',
  'report',
] as const

/** One of them. */
export type FaultPhase = (typeof phases)[number]

/**
 * The source of a provisioner that uses `url` in every phase, and `faulty_url` in the phase `faulty_phase`. In each it has a whole
 * conversation: connect, subscribe, push, receive, unsubscribe.
 */
export const faultyProvisioner = `
  import { Provisioner, Scope, Timing } from 'pushwright/core'
  import { happen } from './happenings.ts'

  export default class FaultyProvisioner extends Provisioner {
    phase = ''
    configure(settings, global) {
      super.configure(settings, global)
      for (const key of ['url', 'faulty_url', 'faulty_phase', 'happening']) settings.string(key)
      settings.refuseUnread()
    }
    get isFaulty() { return this.phase === this.settings.string('faulty_phase') }
    // Patient where all is well, however busy the machine is.
    get isImpatient() { return this.isFaulty && this.settings.string('happening', '') === '' }
    get patience() { return new Timing({ timeout: this.isImpatient ? 4000 : 30_000 }) }
    clientOptions() { return { url: this.settings.string(this.isFaulty ? 'faulty_url' : 'url'), timing: this.patience } }
    applicationServerOptions() { return { timing: this.patience } }
    async comeToHarm() {
      const happening = this.settings.string('happening', '')
      if (this.isFaulty && happening !== '') await happen(happening)
    }
    async converse(scope) {
      const client = await this.getConnectedClient(scope)
      const sender = this.getApplicationServer(scope)
      const subscription = await client.subscribe()
      const receipt = await sender.send(subscription, 'hello')
      if (!receipt.accepted) throw new Error('the push was answered with ' + receipt.status)
      const notification = await client.expectNotification(subscription)
      if (notification.text() !== 'hello') throw new Error('another push came')
      if (!(await subscription.unsubscribe())) throw new Error('the subscription could not be taken back')
    }
    async enter(phase, within) {
      this.phase = phase
      await this.comeToHarm()
      const scope = within ?? new Scope(phase)
      try { await this.converse(scope) } finally { if (within === undefined) await scope.close() }
    }
    async probeHealth() { await this.enter('health probe') }
    async discover(scope, shared) { await this.enter('discovery'); this.phase = ''; return super.discover(scope, shared) }
    async initialise(discovery) { await super.initialise(discovery); await this.enter('initialise') }
    async setup(scope) { await this.enter('setup', scope); this.phase = 'test' }
    async teardown(scope) { try { await this.enter('teardown') } finally { await super.teardown(scope) } }
    async finalise() {
      await this.enter('finalise')
      this.phase = 'report'
      // Left behind: nobody waits for it, and nobody hears what becomes of it.
      if (this.isFaulty && this.settings.string('happening', '') === '') this.converse(new Scope('report')).catch(() => {})
    }
  }
`

/** A test that has the same conversation through its fixtures. */
export const faultyTests = `
  import { expect, test } from 'pushwright'
  test('the one', async ({ provisioner }) => {
    await globalThis[Symbol.for('pushwright.provisioner')].provisioner.comeToHarm()
    const client = await provisioner.getConnectedClient()
    const subscription = await client.subscribe()
    const receipt = await provisioner.getApplicationServer().send(subscription, 'hello')
    expect(receipt).toBeAccepted()
    await expect(client).toReceivePush('hello', { on: subscription })
    expect(await subscription.unsubscribe()).toBe(true)
  })
`

/** A configuration whose runner comes to harm when it reports, if `atReport` says how. Forks, since a thread cannot be killed. */
export function faultyConfig(atReport: string | undefined): string {
  return `
    import { defineConfig } from 'vitest/config'
    import pushwright from 'pushwright/plugin'
    import { happen } from './happenings.ts'

    const atReport = ${JSON.stringify(atReport)}
    const harm = {
      name: 'harm',
      configureVitest({ vitest }) {
        if (atReport !== undefined) vitest.config.reporters.push({ onTestRunEnd: () => happen(atReport) })
      },
    }
    export default defineConfig({
      test: { pool: 'forks', testTimeout: 15_000, projects: [{ extends: true, plugins: [harm, pushwright()], test: { name: 'e2e', include: ['*.test.ts'] } }] },
    })
  `
}
