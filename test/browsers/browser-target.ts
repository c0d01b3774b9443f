// A configured provisioner of a browser, with what a test file of the suite would do around it.
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type BrowserClient, browserClient } from '../../src/browser/index.ts'
import type { ApplicationServer, ClientRequest, Provisioner, Scope } from '../../src/core.ts'
import { begin, openScope, openTarget } from '../provisioners/open-target.ts'
import { processesOf } from './process-group.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

interface Crashable {
  readonly processGroup: number
  readonly isEnded: boolean
}

/** A provisioner that is ready for a test. */
export class BrowserTarget {
  readonly provisioner: Provisioner
  readonly scope: Scope

  #crashed: Crashable | undefined

  private constructor(provisioner: Provisioner, scope: Scope) {
    this.provisioner = provisioner
    this.scope = scope
  }

  /** @param lines - What the section says beside the provisioner; paths are relative to this directory. */
  static async open(name: string, lines = ''): Promise<BrowserTarget> {
    const provisioner = await openTarget(`[global]\ntimeout = 30s\n[${name}]\n${lines}`, here)
    await begin(provisioner)
    const scope = openScope()
    await provisioner.setup(scope)
    return new BrowserTarget(provisioner, scope)
  }

  /** Ends the browser as a crash would. */
  async crash(): Promise<{ pid: number }> {
    const seats = (globalThis as { [key: symbol]: Map<string, Promise<Crashable>> })[Symbol.for('pushwright.browsers')]
    const seat = await seats?.get([...seats.keys()].find((key) => key.startsWith(this.provisioner.target)) ?? '')
    if (seat === undefined) throw new Error('Expected a browser that is shared, found none.')
    this.#crashed = seat
    const pid = seat.processGroup
    // All but the supervisor, whose id the group has.
    const others = processesOf(pid)
      .map(Number)
      .filter((id) => id !== pid)
    for (const id of others) process.kill(id, 'SIGKILL')
    return { pid }
  }

  /** Whether the browser that crashed is known to have. */
  get hasEnded(): boolean {
    return this.#crashed?.isEnded ?? false
  }

  async client(request: ClientRequest = {}): Promise<BrowserClient> {
    return browserClient(await this.provisioner.getConnectedClient(this.scope, request))
  }

  applicationServer(): ApplicationServer {
    const applicationServer = this.provisioner.getApplicationServer(this.scope)
    onTestFinished(() => applicationServer.close())
    return applicationServer
  }
}
