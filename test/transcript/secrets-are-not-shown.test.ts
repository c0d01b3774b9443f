import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  keepSecret,
  type RenderOptions,
  redact,
  redactMessage,
  renderDiagram,
  renderJsonLines,
  renderText,
  type TranscriptEvent,
} from '../../src/transcript/index.ts'

const canary = 'CANARY'
/** As long as a real token, so that its length gives nothing away about the rules. */
const token = `${canary}-${'x7_'.repeat(30)}`
const jwt = `eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.${canary}eyJhdWQi.${canary}sig-nature_`
const channelID = '01234567-89ab-cdef-0123-456789abcdef'
const subscription = { endpoint: `https://push.example/up${canary}?up=1`, keys: { auth: `${canary}-and-sixteen-more` } }

const secrets: Readonly<Record<string, string>> = {
  'an autopush endpoint': `POST /wpush/v2/${token} (12 bytes)`,
  'a short autopush endpoint': `POST /wpush/v2/${canary} (12 bytes)`,
  'an endpoint with more segments': `POST /wpush/v1/${canary}/${canary} (12 bytes)`,
  'an endpoint of the first version': `https://updates.push.services.mozilla.com/wpush/v1/${token}`,
  'an endpoint without version': `https://push.example/wpush/${canary}?x=1`,
  'a message location': `DELETE /m/${canary} (0 bytes)`,
  'an endpoint of FCM': `https://fcm.googleapis.com/fcm/send/cAn:${canary}_x`,
  'an endpoint of Apple': `https://web.push.apple.com/${token}`,
  'an endpoint of WNS': `https://wns2-par02p.notify.windows.com/w/?token=${canary}%3d%3d`,
  'an endpoint of anybody': `https://push.example/v3/subscriptions/${token}?a=b`,
  'a token in a query': `https://push.example/send?id=1&subscription=${token}`,
  'a register reply': JSON.stringify({
    messageType: 'register',
    channelID,
    pushEndpoint: `https://push.example/wpush/v2/${canary}`,
  }),
  'a register request': JSON.stringify({ messageType: 'register', channelID, key: canary }),
  'a notification': JSON.stringify({ messageType: 'notification', channelID, data: canary, version: 'v' }),
  'a notification with data of another kind': JSON.stringify({ data: { deep: [canary] } }),
  'indented JSON': `  ${JSON.stringify({ data: canary }, null, 2)}`,
  'JSON in an array': JSON.stringify([{ data: canary }]),
  'JSON with data far inside': JSON.stringify({ a: [{ b: { Data: canary } }] }),
  'the name of a message, by which it can be deleted': JSON.stringify({
    messageType: 'notification',
    version: `${token}tail`,
  }),
  'torn JSON': `{"messageType":"notification","data":"${canary}`,
  'subscription keys': JSON.stringify({ keys: { p256dh: canary, auth: canary }, privateKey: canary }),
  'a header in JSON': JSON.stringify({ headers: { Authorization: `Basic ${canary}` } }),
  'VAPID of RFC 8292': `Authorization: vapid t=${jwt}, k=BPublic`,
  'VAPID with the key first': `Authorization: vapid k=BPublic, t=${canary}.x.y`,
  'VAPID in quotes': `Authorization: vapid t="${canary}.x.y", k="BPublic"`,
  'VAPID of the draft': `authorization: WebPush ${canary}.x.y`,
  'a bearer token': `Authorization: Bearer ${canary}`,
  'a token alone': `the token was ${jwt}`,
  'basic credentials': `Authorization: Basic ${canary}Y2FuYXJ5`,
  'the user of a URL': `GET https://me:${canary}@push.example/ failed`,
  'a subscription within a message': `cannot push to ${JSON.stringify(subscription)}`,
  'JSON in JSON': JSON.stringify({ why: `no push to ${JSON.stringify(subscription)}` }),
  'an object as Node shows it': `+   endpoint: '${subscription.endpoint}',\n+   auth: '${subscription.keys.auth}'`,
  'a form': `auth=${canary}-twenty-two&p256dh=${canary}-twenty-two`,
  'a short endpoint of anybody': JSON.stringify({ pushEndpoint: `https://push.example/up${canary}?up=1` }),
  'a token in the query of an endpoint': JSON.stringify({ endpoint: `https://push.example/UP?token=${canary}` }),
  'a location header': `location: https://push.example/x/${canary}`,
  'a push to a short endpoint of anybody': `POST /UP?token=${canary} (12 bytes)`,
  'the deletion of a message of anybody': `DELETE /x/${canary} (0 bytes)`,
}

const events: TranscriptEvent[] = Object.values(secrets).flatMap((text, index) => [
  { at: index, actor: 'client 1', kind: 'frame', direction: 'sent', text },
  { at: index, actor: 'application server', kind: 'request', direction: 'received', text },
])

describe('in', () => {
  test.each(Object.entries(secrets))('%s', (_, text) => {
    expect(text).toContain(canary)
    expect(redact(text)).not.toContain(canary)
    expect(redact(text)).toContain('…')
  })
})

test.each(Object.entries(secrets))('what is redacted stays as it is: %s', (_, text) => {
  expect(redact(redact(text))).toBe(redact(text))
})

test.each(['cannot push to', 'expected nothing, got'])('a message, which keeps long paths of files: %s', (text) => {
  const path = '/home/somebody/a-project-with-a-name-of-many-words/file.ts'
  const message = `${text} ${JSON.stringify(subscription)} at ${path}`
  expect(redactMessage(message)).not.toContain(canary)
  expect(redactMessage(message)).toContain(path)
})

describe.each<[string, (events: TranscriptEvent[], options?: RenderOptions) => string]>([
  ['renderText', renderText],
  ['renderJsonLines', renderJsonLines],
  ['renderDiagram', renderDiagram],
])('by %s', (_, render) => {
  test('unless asked for', () => {
    expect(render(events)).not.toContain(canary)
    expect(render(events, { secrets: true }).split(canary).length).toBeGreaterThan(events.length)
  })
})

test('what is no secret stays readable', () => {
  expect(redact(JSON.stringify({ messageType: 'register', channelID, key: null }))).toBe(
    JSON.stringify({ messageType: 'register', channelID, key: null }),
  )
  expect(redact('wss://a-very-long-host-name.push.services.example.com')).toBe(
    'wss://a-very-long-host-name.push.services.example.com',
  )
  expect(redact(`POST /wpush/v2/${canary} (12 bytes)`)).toBe('POST /wpush/v2/…6 (12 bytes)')
  expect(redact('{"messageType":"notification","data":"AAAA"}')).toBe('{"messageType":"notification","data":"…4"}')
  expect(redact('{"a":')).toBe('…5 (not JSON)')
  for (const text of [
    '1001 going away',
    'the scenario basic passed',
    'Basic authentication is not supported',
    '/keys/auth: expected text, got nothing',
    'Expected `Authorization: Bearer …` with the token',
  ]) {
    expect(redact(text)).toBe(text)
  }
  expect(redact(`{"pushEndpoint":"https://push.example/up${canary}"}`)).toBe(
    '{"pushEndpoint":"https://push.example/…8"}',
  )
})

test('any text can be redacted', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      expect(typeof redact(text)).toBe('string')
    }),
  )
})

test('JSON too deep to write is not shown', () => {
  const deep = `{"a":${'['.repeat(100_000)}"${canary}"${']'.repeat(100_000)}}`
  expect(redact(deep)).toMatch(/^…\d+ \(not JSON\)$/)
})

test('any value of data is hidden', () => {
  fc.assert(
    fc.property(fc.base64String({ minLength: 8 }), (data) => {
      fc.pre(!'{"messageType":"notification","data":""}'.includes(data))
      expect(redact(JSON.stringify({ messageType: 'notification', data }))).not.toContain(data)
    }),
  )
})

test('what is kept secret is hidden in any text, and a short value, which could be a word, is not', () => {
  const kept = 'hunter2.(hunter2)'
  keepSecret([kept, `Bearer ${kept}`, 'word'])
  expect(redactMessage(`403 for ${kept}, a word`)).toBe('403 for …17, a word')
  expect(redact(`header Bearer ${kept}`)).toBe('header …24')
  expect(redact(JSON.stringify({ why: `403 for ${kept}`, at: 1 }))).toBe('{"why":"403 for …17","at":1}')
})
