import { expect, onTestFinished, test } from 'vitest'
import { FixtureServer } from '../../src/fixture/index.ts'
import { begin, deserted, openScope, openTarget } from './open-target.ts'

test('a client has its place until its handle is closed', async () => {
  const provisioner = await openTarget('[fixture-server]\nmax_clients = 1')
  await begin(provisioner)
  const { client, close } = provisioner.getClient(openScope())
  expect([client.isConnected, provisioner.clientsInUse]).toEqual([false, 1])
  expect(() => provisioner.getClient(openScope())).toThrow('allows 1 clients at a time')
  await client.connect()
  await client.hello()
  await close()
  await close()
  expect(provisioner.clientsInUse).toBe(0)
  await deserted(provisioner.server as FixtureServer)
})

test('or until its scope is', async () => {
  const provisioner = await openTarget('[fixture-server]')
  await begin(provisioner)
  const scope = openScope()
  const { client } = provisioner.getClient(scope)
  await client.connect()
  await scope.close()
  expect([client.isConnected, provisioner.clientsInUse]).toEqual([false, 0])
  expect(() => provisioner.getClient(scope)).toThrow('had ended')
  expect(provisioner.clientsInUse).toBe(0)
})

test('in production, what it has registered is given up', async () => {
  const server = await FixtureServer.start({ tls: true })
  onTestFinished(() => server.close())
  const provisioner = await openTarget(
    `[production]\nenabled = true\nurl = ${server.url}\nca = ${server.caFile}\nendpoint_allow[] = ${server.origin}`,
  )
  await begin(provisioner)
  const { client, close } = provisioner.getClient(openScope())
  await client.connect()
  await client.hello()
  await client.subscribe()
  await server.waitForMessage('register')
  await close()
  await server.waitForMessage('unregister', ({ uaid }) => uaid === client.uaid)
  await deserted(server)
})

test('production alone refuses load', async () => {
  const url = 'url = wss://push.example/'
  const allows = async (ini: string): Promise<boolean> => (await openTarget(ini)).allowsLoad
  expect(await allows('[fixture-server]')).toBe(true)
  expect(await allows(`[anonymous]\n${url}`)).toBe(true)
  expect(await allows(`[production]\nenabled = true\nendpoint_allow[] = https://push.example\n${url}`)).toBe(false)
})
