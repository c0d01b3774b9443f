// Whatever comes in, the server answers in JSON and goes on.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { routes } from '../../src/control/index.ts'
import { type Api, ask, exchange, openApi } from './api.ts'

const pristine = Reflect.ownKeys(Object.prototype).length
const runs = { numRuns: 300, seed: 8030 }

/** Methods that Node's parser knows, without those whose answer has no body. */
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY')
const word = fc.oneof(
  fc.constantFrom('clients', 'phone', 'pushes', 'faults', '1', '..', '__proto__', 'constructor', '%00', '%2F', '%', ''),
  fc.string().map(encodeURIComponent),
)
const query = fc.webQueryParameters()
const knownPath = fc
  .tuple(fc.constantFrom(...routes.map(({ path }) => path)), word)
  .map(([path, part]) => path.replace(/\{\w+\}/g, () => part))
const path = fc
  .tuple(
    fc.oneof(
      knownPath,
      fc.array(word).map((words) => `/${words.join('/')}`),
    ),
    query,
  )
  .map((parts) => parts.join('?'))
const value = fc.oneof(fc.jsonValue(), fc.constantFrom('phone', 'post', 'hello', 'answer', 'close', '30s', 503, 1005))
const name = fc.constantFrom(
  ...['name', 'code', 'reason', 'abrupt', 'resume', 'applicationServerKey', 'endpoint', 'by', 'event', 'fault'],
  ...['with', 'times', 'client', 'uaid', 'channelID', 'probability', 'version', '__proto__', 'constructor'],
)
const body = fc.oneof(
  fc.dictionary(name, value).map((fields) => JSON.stringify(fields)),
  fc.json(),
  fc.string(),
  fc.uint8Array(),
)

async function isUnharmed({ call }: Api): Promise<void> {
  expect((await call('GET', '/status')).status).toBe(200)
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(pristine)
}

test('any method, path and body', { timeout: 60_000 }, async () => {
  const api = await openApi({ timeout: 200 })
  const { control } = api
  await fc.assert(
    fc.asyncProperty(method, path, body, async (method, path, body) => {
      // It parses the JSON, too.
      const answer = await ask(control.url, control.token, method, path, { body })
      expect(answer.status).toBeLessThan(600)
      expect(answer.status).not.toBe(500)
      if (answer.status === 204) expect(answer.body).toBeUndefined()
      else if (answer.status >= 400) {
        expect(answer.body).toEqual({ error: { code: expect.stringMatching(/^ERR_/), message: expect.any(String) } })
      }
    }),
    runs,
  )
  await isUnharmed(api)
})

test('any bytes', { timeout: 60_000 }, async () => {
  const api = await openApi({ timeout: 200 })
  const { control } = api
  const head = `Host: ${new URL(control.url).host}\r\nAuthorization: Bearer ${control.token}\r\nConnection: close\r\n`
  const line = fc.string({ unit: 'binary-ascii' })
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1 }).map((array) => Buffer.from(array)),
    fc.tuple(line, line, line).map(([a, b, c]) => Buffer.from(`${a} ${b} ${c}\r\n${head}\r\n`, 'latin1')),
    fc
      .tuple(method, line, line)
      .map(([a, b, c]) => Buffer.from(`${a} /${b} HTTP/1.1\r\n${head}${c}\r\n\r\n`, 'latin1')),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (bytes) => {
      const answer = await exchange(control.url, bytes)
      // Line ends alone are no request yet.
      if (answer === '' && /^[\r\n]*$/.test(bytes.toString('latin1'))) return
      expect(answer).toMatch(/^HTTP\/1\.1 [2-5]\d\d /)
      expect(JSON.parse(answer.slice(answer.lastIndexOf('\r\n\r\n')))).toBeTypeOf('object')
    }),
    runs,
  )
  await isUnharmed(api)
})
