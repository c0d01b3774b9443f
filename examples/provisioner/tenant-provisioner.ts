// A provisioner of one's own: a push service with tenants, of which each test run gets one by an admin API and gives it back.
import { type Discovery, type GlobalSettings, Provisioner, PushwrightError, type TargetSettings } from 'pushwright/core'

interface Tenant {
  readonly id: string
  /** The connection endpoint of the tenant. */
  readonly url: string
}

/** Keys: `admin` (required), the URL of the admin API. */
export default class TenantProvisioner extends Provisioner {
  #admin = ''
  #tenant: Tenant | undefined

  override configure(settings: TargetSettings, global: GlobalSettings): void {
    super.configure(settings, global)
    this.#admin = settings.required('admin')
  }

  /** Main process, before anything else. What is returned reaches `initialise` in each worker. */
  override async prepareRun(): Promise<Record<string, unknown>> {
    const answer = await fetch(new URL('/tenants', this.#admin), { method: 'POST' })
    if (!answer.ok) {
      throw new PushwrightError(
        'ERR_TARGET_DOWN',
        `Expected a tenant of ${this.#admin}, got the status ${answer.status}. Check the key \`admin\` of [${this.target}].`,
      )
    }
    this.#tenant = (await answer.json()) as Tenant
    return { tenant: this.#tenant }
  }

  /** Main process, at the end, also when something failed. */
  override async finishRun(): Promise<void> {
    if (this.#tenant) await fetch(new URL(`/tenants/${this.#tenant.id}`, this.#admin), { method: 'DELETE' })
  }

  /** Each worker, before the first test. */
  override async initialise(discovery: Discovery): Promise<void> {
    await super.initialise(discovery)
    this.#tenant = discovery.shared?.tenant as Tenant
  }

  protected override clientOptions(): { url: string } {
    return { url: this.#tenant?.url ?? '' }
  }
}
