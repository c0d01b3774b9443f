import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import webpush from 'web-push'
import type { Notification, PushClient, Subscription } from '../../src/client/index.ts'
import { encrypt } from '../../src/webpush/index.ts'
import { type Frame, greet, notificationFrame, RawServer } from './raw-server.ts'

async function start(): Promise<{ client: PushClient; subscription: Subscription; receive: Receive }> {
  const server = await RawServer.start()
  const client = await greet(server)
  const subscription = await client.subscribe()
  const receive: Receive = async (fields, channelID = subscription.channelID) => {
    server.latest.send(notificationFrame(channelID, 'v', fields))
    return client.expectNotification(channelID)
  }
  return { client, subscription, receive }
}

type Receive = (fields: Frame, channelID?: string) => Promise<Notification>

describe('a message that web-push encrypted', () => {
  test('as aes128gcm', async () => {
    const { subscription, receive } = await start()
    const { p256dh, auth } = subscription.keys
    const { cipherText } = webpush.encrypt(p256dh, auth, 'grüße', 'aes128gcm')
    const data = cipherText.toString('base64url')
    const notification = await receive({ data, headers: { encoding: 'aes128gcm' } })
    expect(notification.text()).toBe('grüße')
    expect(notification.bytes()).toBe(notification.bytes())
    expect(notification).toMatchObject({ version: 'v', data, headers: { encoding: 'aes128gcm' } })
  })

  test('as aesgcm', async () => {
    const { subscription, receive } = await start()
    const { p256dh, auth } = subscription.keys
    const { cipherText, salt, localPublicKey } = webpush.encrypt(p256dh, auth, '{"a":1}', 'aesgcm')
    const notification = await receive({
      data: cipherText.toString('base64url'),
      headers: {
        encoding: 'aesgcm',
        encryption: `salt=${salt}`,
        crypto_key: `dh=${Buffer.from(localPublicKey).toString('base64url')}`,
      },
    })
    expect(notification.json()).toEqual({ a: 1 })
  })
})

describe('an empty message', () => {
  test.each([{}, { data: '' }, { data: null }, { headers: null }])('%j', async (fields) => {
    const { receive } = await start()
    const notification = await receive(fields)
    expect(notification.bytes()).toHaveLength(0)
    expect(notification.text()).toBe('')
    expect(() => notification.json()).toThrow(SyntaxError)
  })
})

describe('ERR_DECRYPT', () => {
  test('for a channel whose keys nobody knows', async () => {
    const { receive } = await start()
    const channelID = randomUUID()
    const notification = await receive({ data: 'AAAA', headers: { encoding: 'aes128gcm' } }, channelID)
    expect(() => notification.text()).toThrow(
      expect.objectContaining({
        code: 'ERR_DECRYPT',
        message: `The keys of channel ${channelID} are unknown. Make the subscription with \`client.subscribe()\`, which generates keys.`,
      }),
    )
  })

  test.each<[string, Frame]>([
    ['data that is no base64url', { data: 'a b', headers: { encoding: 'aes128gcm' } }],
    ['no headers', { data: 'AAAA' }],
    ['an encoding nobody knows', { data: 'AAAA', headers: { encoding: 'rot13' } }],
    ['a torn body', { data: 'AAAA', headers: { encoding: 'aes128gcm' } }],
    ['aesgcm without its headers', { data: 'AAAA', headers: { encoding: 'aesgcm' } }],
  ])('for %s', async (_, fields) => {
    const { receive } = await start()
    const notification = await receive(fields)
    for (const look of ['bytes', 'text', 'json'] as const) {
      expect(() => notification[look]()).toThrow(expect.objectContaining({ code: 'ERR_DECRYPT' }))
    }
  })

  test('for a message to somebody else', async () => {
    const { client, receive } = await start()
    const other = await client.subscribe()
    const { body } = encrypt(Buffer.from('hi'), other.keys)
    const notification = await receive({ data: body.toString('base64url'), headers: { encoding: 'aes128gcm' } })
    expect(() => notification.text()).toThrow(expect.objectContaining({ code: 'ERR_DECRYPT' }))
  })
})

test('a message that came before unsubscribe can be read after it', async () => {
  const { subscription, receive } = await start()
  const { body } = encrypt(Buffer.from('hi'), subscription.keys)
  const notification = await receive({ data: body.toString('base64url'), headers: { encoding: 'aes128gcm' } })
  await subscription.unsubscribe()
  expect(notification.text()).toBe('hi')
})

test('fields that this version does not know are kept', async () => {
  const { receive } = await start()
  const notification = await receive({ ttl: 60 })
  expect(notification.message).toMatchObject({ ttl: 60 })
  expect(Math.abs(notification.receivedAt - Date.now())).toBeLessThan(60_000)
})
