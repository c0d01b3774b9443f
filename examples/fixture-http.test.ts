import { expect, Feature, jsonHandler, pipe, pipes, requireFeature, test } from 'pushwright'
import WebSocket from 'ws'

const fixtureTest = test.with(requireFeature(Feature.ControlServer))

fixtureTest('my client tries a refused request again, and gives up on a torn one', async ({ provisioner }) => {
  const { http } = provisioner.server
  http.handle(
    'GET',
    '/api/{name}',
    jsonHandler((request) => ({ name: request.routeMatch.name })),
  )

  // Two refusals, then the answer.
  const shaky = http.url(`/api/alice?pipe=${pipe(pipes.status(503, 503, 200))}`)
  const statuses = [await fetch(shaky), await fetch(shaky), await fetch(shaky)].map(({ status }) => status)
  expect(statuses).toEqual([503, 503, 200])

  // The connection ends in the middle of the body.
  const torn = await fetch(http.url(`/api/alice?pipe=${pipe(pipes.reset(3))}`))
  await expect(torn.text()).rejects.toThrow()

  const request = await http.waitForRequest('GET /api/*')
  expect(request.query.get('pipe')).toBe('status(503,503,200)')
})

fixtureTest('my WebSocket client lives with repeated messages', async ({ provisioner }) => {
  const { server } = provisioner
  server.ws.handle('/chat', (socket) => {
    socket.on('message', (text) => socket.send(`you said ${text}`))
  })
  server.ws.pipe('duplicate(every:2)', { path: '/chat', direction: 'sent' })

  const socket = new WebSocket(new URL('/chat', server.url))
  provisioner.onTeardown('socket', () => socket.terminate())
  const heard: string[] = []
  socket.on('message', (text) => heard.push(String(text)))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send('one')
  socket.send('two')
  await expect.poll(() => heard).toEqual(['you said one', 'you said two', 'you said two'])
})
