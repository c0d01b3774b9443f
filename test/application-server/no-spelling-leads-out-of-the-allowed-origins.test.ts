// The endpoint is what a service says, and a service can be hostile: beside the allowed origin there is one that nobody may reach.
import { expect, test } from 'vitest'
import { makeSender, startEndpoint } from './raw-endpoint.ts'

/** The ports of the allowed and of the other origin, both at 127.0.0.1. */
type Spell = (allowed: string, other: string) => string

test.each<[string, Spell]>([
  ['another port', (_, other) => `http://127.0.0.1:${other}/`],
  ['a name of the same host', (allowed) => `http://localhost:${allowed}/`],
  ['another scheme', (allowed) => `https://127.0.0.1:${allowed}/`],
  ['a user', (_, other) => `http://user@127.0.0.1:${other}/`],
  ['the allowed origin as the user', (allowed, other) => `http://127.0.0.1:${allowed}@127.0.0.1:${other}/`],
  ['a user behind a tab', (allowed) => `HTTP://127.0.0.1:${allowed}\t@push.example/`],
  ['a hexadecimal address', (_, other) => `http://0x7f.1:${other}/`],
  ['a decimal address', (_, other) => `http://2130706433:${other}/`],
  ['an IPv6 address of IPv4', (allowed) => `http://[::ffff:127.0.0.1]:${allowed}/`],
  ['a trailing dot', (_, other) => `http://127.0.0.1.:${other}/`],
  ['backslashes', (_, other) => `http:\\\\127.0.0.1:${other}\\`],
  ['a longer host', (allowed) => `http://127.0.0.1:${allowed}.push.example/`],
  ['a blob of the allowed origin', (allowed) => `blob:http://127.0.0.1:${allowed}/x`],
  ['a file', () => 'file:///etc/hostname'],
])('%s', async (_, spell) => {
  const [allowed, other] = [await startEndpoint(), await startEndpoint()]
  const sender = makeSender({ allowedOrigins: [allowed.origin] })
  const endpoint = spell(new URL(allowed.origin).port, new URL(other.origin).port)
  const refused = { code: expect.stringMatching(/^ERR_(?:NOT_ALLOWED|OPTION)$/) }
  await expect(sender.send({ endpoint })).rejects.toMatchObject(refused)
  await expect(sender.post({ endpoint, headers: {}, body: Buffer.alloc(0) })).rejects.toMatchObject(refused)
  await expect(sender.delete(endpoint)).rejects.toMatchObject(refused)
  await expect(sender.fetch(endpoint)).rejects.toMatchObject(refused)
  expect([allowed.requests, other.requests]).toEqual([[], []])
})

test('a redirect, even for who asks to follow it', async () => {
  const other = await startEndpoint()
  const allowed = await startEndpoint((_, response) => void response.writeHead(302, { Location: other.url }).end())
  const sender = makeSender({ allowedOrigins: [allowed.origin] })
  expect(await sender.send({ endpoint: allowed.url })).toMatchObject({ status: 302 })
  expect(await sender.delete(allowed.url)).toMatchObject({ status: 302 })
  // Not in the type, but tests in JavaScript have none.
  const init = { method: 'GET', redirect: 'follow' } as const
  expect(await sender.fetch(allowed.url, init)).toMatchObject({ status: 302 })
  expect(other.requests).toEqual([])
})
