import { loadProvisioner, parseConfiguration, Scope } from 'pushwright/core'
import { serve } from './side.ts'

const [url] = process.argv.slice(2)
const configuration = parseConfiguration(`[anonymous]\nurl = ${url}\n`, { file: 'bench.ini', root: process.cwd() })
const settings = configuration.target()
const provisioner = await loadProvisioner(settings)
provisioner.configure(settings, configuration.global)
let scope = new Scope('bench')

serve(
  () => provisioner.getConnectedClient(scope),
  async () => {
    await provisioner.teardown(scope)
    scope = new Scope('bench')
  },
)
