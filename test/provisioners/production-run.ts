// A run that registers channels in production and never ends by itself, to be killed: node production-run.ts ROOT INI
import { loadConfiguration } from '../../src/config/index.ts'
import { Scope } from '../../src/provisioner/index.ts'

const [root = '', file = ''] = process.argv.slice(2)
const configuration = loadConfiguration({ root, file, env: {} })
if (configuration === undefined) throw new Error(`There is no ${file}.`)
const { default: ProductionProvisioner } = await import('pushwright/provisioners/production')
const provisioner = new ProductionProvisioner()
provisioner.configure(configuration.target(), configuration.global)
const scope = new Scope('a test that is killed')
const clients = await Promise.all([provisioner.getConnectedClient(scope), provisioner.getConnectedClient(scope)])
for (const client of clients) {
  await client.subscribe()
  await client.subscribe()
}
await (await clients[0]?.subscribe())?.unsubscribe()
console.log(JSON.stringify(clients.map(({ uaid }) => uaid)))
setInterval(() => {}, 1_000_000)
