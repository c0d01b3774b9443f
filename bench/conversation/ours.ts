import { conversation, message, response } from 'pushwright/core'
import { channels, hello, serve } from './side.ts'

const [url = ''] = process.argv.slice(2)
const base = conversation(url)
  .withMessage(message({ json: hello }))
  .withResponse(response().withAttribute('messageType', 'hello').withAttribute('status', 200))
const plan = channels.reduce(
  (so, channelID) =>
    so
      .withMessage(message({ json: { messageType: 'register', channelID } }))
      .withResponse(response().withAttribute('channelID', channelID).withAttribute('status', 200)),
  base,
)

serve(async () => {
  const result = await plan.run()
  result.assertOk()
})
