// A configured provisioner of a browser, with what a test file of the suite would do around it.
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type BrowserClient, browserClient } from '../../src/browser/index.ts'
import type { ApplicationServer, ClientRequest, Provisioner, Scope } from '../../src/core.ts'
import { begin, openScope, openTarget } from '../provisioners/open-target.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

/** A provisioner that is ready for a test. */
export class BrowserTarget {
  readonly provisioner: Provisioner
  readonly scope: Scope

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

  async client(request: ClientRequest = {}): Promise<BrowserClient> {
    return browserClient(await this.provisioner.getConnectedClient(this.scope, request))
  }

  applicationServer(): ApplicationServer {
    const applicationServer = this.provisioner.getApplicationServer(this.scope)
    onTestFinished(() => applicationServer.close())
    return applicationServer
  }
}
