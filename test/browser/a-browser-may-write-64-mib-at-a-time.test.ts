// The connection over which a browser is driven, with a browser that says what the test wants.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { CommandConnection } from '../../src/browser/command-connection.ts'
import { Deadline } from '../../src/deadline/index.ts'

interface Commands {
  shout: { params: { length: number }; result: string }
  [method: string]: { params: object; result: unknown }
}

async function open(): Promise<CommandConnection<Commands>> {
  const browser = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(browser, 'listening')
  onTestFinished(() => {
    for (const socket of browser.clients) socket.terminate()
    browser.close()
  })
  browser.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { id, params } = JSON.parse(String(data))
      const [start, end] = [`{"id":${id},"result":"`, '"}']
      socket.send(start + 'x'.repeat(params.length - start.length - end.length) + end)
    })
  })
  const { port } = browser.address() as AddressInfo
  return CommandConnection.open(`ws://127.0.0.1:${port}/`, Deadline.after(10_000))
}

const longest = 64 * 1024 * 1024

test('and is read', async () => {
  const connection = await open()
  expect((await connection.command('shout', { length: longest })).length).toBeGreaterThan(longest - 100)
})

test('and with more, its connection ends, and says why', async () => {
  const connection = await open()
  const closed = new Promise<void>((resolve) => connection.onClose(resolve))
  await expect(connection.command('shout', { length: longest + 1 })).rejects.toMatchObject({
    code: 'ERR_LIMIT',
    message: expect.stringContaining('at most 67108864 bytes at a time'),
  })
  await closed
  await expect(connection.command('shout', { length: 100 })).rejects.toMatchObject({ code: 'ERR_CLOSED' })
})
