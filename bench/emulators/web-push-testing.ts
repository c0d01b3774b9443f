// The server of `web-push-testing`, in a process of its own.
import { createRequire } from 'node:module'
import type { AddressInfo, Server } from 'node:net'

const [folder = ''] = process.argv.slice(2)
const require = createRequire(`${folder}/`)
// It exports nothing under its own name.
const source = 'web-push-testing/src'
const TestingServer = require(`${source}/server.js`)
const { PushApiModel } = require(`${source}/PushApiModel.js`)

// Without its own `startServer`, which listens on every interface and does not tell which port it got.
const model = new PushApiModel()
const testing = new TestingServer(model, 0)
testing.setRequestHandlers()
const server: Server = testing._app.listen(0, '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  model.notifyUrl = `${origin}/notify/`
  process.send?.({ origin })
})
process.once('disconnect', () => process.exit())
