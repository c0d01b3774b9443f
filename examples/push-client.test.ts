import { expect, Feature, requireFeature, test } from 'pushwright'
import WebSocket from 'ws'

const clientTest = test.with(requireFeature(Feature.ControlServer))

clientTest('my client says hello again when the service drops it', async ({ provisioner }) => {
  const { server } = provisioner
  let hellos = 0
  // The client under test: reconnects at once.
  const connect = (): void => {
    const socket = new WebSocket(server.url)
    socket.on('open', () => socket.send('{"messageType":"hello","use_webpush":true}'))
    socket.on('message', (data) => {
      const { uaid } = JSON.parse(String(data)) as { uaid: string }
      hellos++
      if (hellos === 1) server.disconnect(uaid, { code: 1012, reason: 'restart' })
      else socket.close()
    })
    socket.on('close', () => hellos < 2 && connect())
  }
  connect()
  await expect.poll(() => hellos).toBe(2)
})
