// A provisioner for temporary projects that notes every phase in a file, and fails or hangs in one of them on request.

/** The source of the module; `[mine] provisioner = ./logging.ts`, with `fail`, `hang` and `leak` naming a phase; `slow` is how long it initialises. */
export const loggingProvisioner = `
  import { appendFileSync } from 'node:fs'
  import { setTimeout } from 'node:timers/promises'
  import { FixtureServer, Provisioner } from 'pushwright/core'

  export default class LoggingProvisioner extends Provisioner {
    #server
    async #phase(name) {
      appendFileSync(new URL('./phases.log', import.meta.url), name + '\\n')
      if (this.settings.string('fail') === name) throw new Error(name + ' is broken')
      if (this.settings.string('hang') === name) await new Promise(() => {})
    }
    async prepareRun() { await this.#phase('prepareRun'); return {} }
    async finishRun() { await this.#phase('finishRun') }
    async probeHealth() { await this.#phase('probeHealth') }
    async discover() {
      await this.#phase('discover')
      return { providers: [this.provider('connection', 'x'), this.provider('endpoint', 'x')], quirks: this.declaredQuirks() }
    }
    configure(settings, global) { super.configure(settings, global); settings.string('fail'); settings.string('hang'); settings.duration('slow') }
    async initialise(discovery) {
      await super.initialise(discovery)
      this.#server = await FixtureServer.start()
      await setTimeout(this.settings.duration('slow') ?? 0)
      await this.#phase('initialise')
    }
    async setup(scope) { await this.#phase('setup ' + scope.name) }
    async teardown(scope) { await super.teardown(scope); await this.#phase('teardown ' + scope.name) }
    async finalise() { await this.#server?.close(); await this.#phase('finalise') }
    clientOptions() { return { url: this.#server.url } }
    async connect(client, request) {
      appendFileSync(new URL('./phases.log', import.meta.url), 'connect ' + client.name + '\\n')
      return super.connect(client, request)
    }
  }
`

/** An INI that uses it. */
export function loggingIni(...lines: string[]): string {
  return `[mine]\nprovisioner = ./logging.ts\n${lines.join('\n')}\n`
}
