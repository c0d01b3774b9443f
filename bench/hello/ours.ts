import { PushClient } from 'pushwright/core'
import { serve } from '../clients/side.ts'

const [url = ''] = process.argv.slice(2)

serve(
  async () => {
    const client = new PushClient({ url })
    await client.connect()
    await client.hello()
    return client
  },
  async (clients) => {
    await Promise.all(clients.map((client) => client.disconnect()))
  },
)
