// A target whose service is well in every phase of a run but one.

/** The phases in their order. */
export const phases = ['health probe', 'discovery', 'initialise', 'setup', 'test', 'teardown', 'finalise'] as const

/** One of them. */
export type FaultPhase = (typeof phases)[number]

/**
 * The source of a provisioner that uses `url` in every phase, and `faulty_url` in the phase `faulty_phase`. In each it has a whole
 * conversation: connect, subscribe, push, receive, unsubscribe.
 */
export const faultyProvisioner = `
  import { writeFileSync } from 'node:fs'
  import { Provisioner, Scope } from 'pushwright/core'

  export default class FaultyProvisioner extends Provisioner {
    phase = ''
    configure(settings, global) {
      super.configure(settings, global)
      for (const key of ['url', 'faulty_url', 'faulty_phase', 'at_phase']) settings.string(key)
      settings.refuseUnread()
    }
    get isFaulty() { return this.phase === this.settings.string('faulty_phase') }
    clientOptions() { return { url: this.settings.string(this.isFaulty ? 'faulty_url' : 'url') } }
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
      if (this.isFaulty) await this.happen(this.settings.string('at_phase', 'converse'))
      const scope = within ?? new Scope(phase)
      try { await this.converse(scope) } finally { if (within === undefined) await scope.close() }
    }
    async happen(what) {
      writeFileSync(new URL('./reached', import.meta.url), String(process.pid))
      if (what === 'hang') await new Promise(() => {})
      if (what === 'throw') throw new Error('the provisioner is broken')
      if (what === 'throw-nothing') throw undefined
      if (what === 'throw-text') throw 'a text'
      if (what === 'leap-ahead' || what === 'leap-back') {
        const now = Date.now
        Date.now = () => now() + (what === 'leap-ahead' ? 3_600_000 : -3_600_000)
      }
      if (what === 'lose-later') void Promise.reject(new Error('nobody has awaited this'))
      if (what === 'exit') process.exit(7)
    }
    async probeHealth() { await this.enter('health probe') }
    async discover(scope, shared) { await this.enter('discovery'); this.phase = ''; return super.discover(scope, shared) }
    async initialise(discovery) { await super.initialise(discovery); await this.enter('initialise') }
    async setup(scope) { await this.enter('setup', scope); this.phase = 'test' }
    async teardown(scope) { try { await this.enter('teardown') } finally { await super.teardown(scope) } }
    async finalise() { await this.enter('finalise') }
  }
`

/** A test that has the same conversation through its fixtures, and one that follows. */
export const faultyTests = `
  import { expect, test } from 'pushwright'
  import { currentFaulty } from './current.ts'
  test('the one', async ({ provisioner }) => {
    const faulty = currentFaulty()
    if (faulty.isFaulty) await faulty.happen(faulty.settings.string('at_phase', 'converse'))
    const client = await provisioner.getConnectedClient()
    const subscription = await client.subscribe()
    const receipt = await provisioner.getApplicationServer().send(subscription, 'hello')
    expect(receipt).toBeAccepted()
    await expect(client).toReceivePush('hello', { on: subscription })
    expect(await subscription.unsubscribe()).toBe(true)
  })
`

/** What the environment has left for the tests. */
export const currentModule = `
  export const currentFaulty = () => globalThis[Symbol.for('pushwright.provisioner')].provisioner
`
