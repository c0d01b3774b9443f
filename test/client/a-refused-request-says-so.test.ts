import { expect, onTestFinished, test } from 'vitest'
import { PushClient } from '../../src/client/index.ts'
import { behaviours, FixtureServer } from '../../src/fixture/index.ts'

async function connect(): Promise<PushClient> {
  const server = await FixtureServer.start({ behaviours: [behaviours.errorsAsReplies, behaviours.useWebpushRequired] })
  const client = new PushClient({ url: server.url })
  onTestFinished(async () => {
    await client.disconnect()
    await server.close()
  })
  await client.connect()
  return client
}

test('a hello that is refused without a UAID fails with its status', async () => {
  const client = await connect()
  await expect(client.hello({ use_webpush: false })).rejects.toMatchObject({
    code: 'ERR_REFUSED',
    details: { status: 401 },
  })
})

test('a register that is refused without a channel is told by its status', async () => {
  const client = await connect()
  await client.hello()
  expect(await client.register('not-a-uuid')).toMatchObject({ status: expect.not.stringMatching('200') })
})
