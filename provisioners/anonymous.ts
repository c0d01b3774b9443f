// Any push service by its URL: each client gets a fresh UAID, nothing is configured on the other side.
import {
  type ApplicationServer,
  type ApplicationServerOptions,
  type ClientRequest,
  type GlobalSettings,
  Provisioner,
  type Scope,
  type TargetSettings,
} from 'pushwright/core'

/** Keys: `url` (required), `endpoint_allow[]`. */
export default class AnonymousProvisioner extends Provisioner {
  #url = ''
  #allowedOrigins: string[] = []

  override configure(settings: TargetSettings, global: GlobalSettings): void {
    super.configure(settings, global)
    this.#url = settings.required('url')
    this.#allowedOrigins = settings.origins('endpoint_allow')
  }

  protected override clientOptions(_request: ClientRequest): { url: string } {
    return { url: this.#url }
  }

  /** A test can choose much, but not where to post, if the INI says that; and a service on the internet not what is in private networks. */
  override getApplicationServer(scope: Scope, options: ApplicationServerOptions = {}): ApplicationServer {
    const isLimited = this.#allowedOrigins.length > 0
    return super.getApplicationServer(scope, {
      ...options,
      serviceUrl: this.#url,
      ...(isLimited && { allowedOrigins: this.#allowedOrigins }),
    })
  }
}
