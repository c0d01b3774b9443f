// Every parser of what comes from outside: what it is fed.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readReceipt } from '../../../src/application-server/receipt.ts'
import { parseConfiguration, sampleIni } from '../../../src/config/index.ts'
import { readFault } from '../../../src/control/faults/index.ts'
import { parseDuration } from '../../../src/deadline/index.ts'
import { normalisePath, parseTarget } from '../../../src/document-root/index.ts'
import { parseRange } from '../../../src/fixture/http/byte-ranges.ts'
import { Cookies } from '../../../src/fixture/http/cookies.ts'
import { readCredentials } from '../../../src/fixture/http/credentials.ts'
import { parseForm } from '../../../src/fixture/http/form.ts'
import { parseHeaderLines } from '../../../src/fixture/http/header-sidecars.ts'
import { readTricklePlan } from '../../../src/fixture/http/pipes/trickle-plan.ts'
import { RequestHeaders } from '../../../src/fixture/http/request-headers.ts'
import { parseRoutePattern } from '../../../src/fixture/http/route-pattern.ts'
import { renderTemplate, type TemplateScope } from '../../../src/fixture/http/template/index.ts'
import { parsePipeline } from '../../../src/fixture/pipeline/index.ts'
import { parseClientMessage, parseServerMessage, parseUuid } from '../../../src/protocol/index.ts'
import { Journal } from '../../../src/provisioner/index.ts'
import { redact, renderDiagram } from '../../../src/transcript/index.ts'
import {
  createSubscriptionKeys,
  decodeBase64url,
  decrypt,
  encrypt,
  exportVapidPrivateKey,
  generateVapidKeys,
  importSubscriptionKeys,
  importVapidKeys,
  parseHeaderParameters,
  parseVapidAuthorization,
  signVapid,
  vapidHeaders,
  verifyVapid,
} from '../../../src/webpush/index.ts'
import { browserParsers } from './browser-parsers.ts'
import { conversationParsers } from './conversation-parsers.ts'
import { fileParsers } from './file-parsers.ts'
import { nearly } from './hostile.ts'
import { loadParsers } from './load-parsers.ts'
import { bytes, json, type Parser, texts } from './parser.ts'
import { serviceParsers } from './service-parsers.ts'

const channelID = '01234567-89ab-4def-8123-456789abcdef'
const keys = createSubscriptionKeys()
const publicKeys = { p256dh: keys.p256dh, auth: keys.authSecret }
const vapidKeys = generateVapidKeys()
const audience = 'https://push.example'
const token = await signVapid(vapidKeys, { audience })
const vapid = vapidHeaders(token, vapidKeys.publicKey)
const webpush = vapidHeaders(token, vapidKeys.publicKey, 'WebPush')
const sealed = [
  encrypt(Buffer.from('hello'), publicKeys).body,
  encrypt(Buffer.alloc(0), publicKeys, { padding: 9 }).body,
  encrypt(Buffer.alloc(3000, 7), publicKeys).body,
]
const legacy = encrypt(Buffer.from('hello'), publicKeys, { contentEncoding: 'aesgcm' })
const legacyHeaders = legacy.headers as Readonly<Record<string, string>>
const pem = vapidKeys.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
const files = mkdtempSync(join(tmpdir(), 'pushwright-fuzz-'))
const scope: TemplateScope = {
  host: 'localhost',
  hosts: { '': { '': 'localhost', www: 'www.localhost' } },
  ports: { http: [8000, 8001] },
  location: {
    server: 'http://localhost:8000',
    scheme: 'http',
    host: 'localhost:8000',
    hostname: 'localhost',
    port: '8000',
    path: '/a',
    pathname: '/a',
    query: '',
  },
  urlBase: '/',
  header: () => 'x',
  parameter: () => 'x',
  root: files,
  directory: files,
  config: {},
}

/** The food of what reads messages. */
const clientMessages = [
  { messageType: 'hello', uaid: channelID.replaceAll('-', ''), use_webpush: true, broadcasts: { a: 'b' } },
  { messageType: 'register', channelID, key: vapidKeys.publicKey },
  { messageType: 'unregister', channelID, code: 200 },
  { messageType: 'ack', updates: [{ channelID, version: 'v', code: 100 }] },
  { messageType: 'nack', version: 'v', code: 301 },
  { messageType: 'broadcast_subscribe', broadcasts: { a: 'b' } },
  {},
].map((message) => JSON.stringify(message))
const serverMessages = [
  { messageType: 'hello', uaid: channelID, status: 200, use_webpush: true, broadcasts: {} },
  { messageType: 'register', channelID, status: 200, pushEndpoint: 'https://push.example/wpush/v2/x' },
  {
    messageType: 'notification',
    channelID,
    version: 'v',
    data: 'AAAA',
    headers: { encryption: 'salt=x', crypto_key: 'dh=x' },
  },
  { messageType: 'broadcast', broadcasts: { a: 'b' } },
  { messageType: 'ping' },
].map((message) => JSON.stringify(message))
const faults = [
  { event: 'frame', fault: 'delay', with: { duration: '5s' }, times: 3 },
  { event: 'post', fault: 'answer', with: { status: 503, retryAfter: 3, headers: { a: 'b' }, body: 'x' } },
  { event: 'connect', fault: 'refuse', with: { status: 503 }, probability: 0.5, times: 'always' },
  { event: 'notification', fault: 'readdress', with: { channelID }, client: 'a' },
].map((fault) => JSON.stringify(fault))

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']
const formBodies = [
  'a=b&c=%20d&__proto__=e',
  '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--b\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n',
].map((text) => Buffer.from(text))

/** All of them. */
export const parsers: readonly Parser[] = [
  texts('client messages', nearly(clientMessages, ['"uaid":', '[', '{', ',']), parseClientMessage),
  texts('server messages', nearly(serverMessages, ['"status":', '[', '{', ',']), parseServerMessage),
  texts('UUIDs', nearly([channelID, channelID.replaceAll('-', '')]), parseUuid),
  texts(
    'the INI',
    nearly(
      [sampleIni(), '[fixture-server]\nprofile = ideal\nquirks[] = topic-not-replaced\n'],
      ['[a]\n', '=', '[]', '\n', '$' + '{env:A}', ';', '#'],
    ),
    (text) => parseConfiguration(text, { file: 'e2etest.ini', root: '/', env: { A: 'a' } }).target(),
  ),
  texts('durations', nearly(['5s', '500ms', '2m', '0.5']), (text) => parseDuration(text as never)),
  texts(
    'pipes',
    nearly(['trickle(100:d1:r2)|status(404)', 'header(X-A,b,True)|slice(1,null)|gzip()'], ['|', '(', ')', ',', '\\']),
    parsePipeline,
  ),
  texts('trickle plans', nearly(['100:d1:r2', '5:d0.1:20:r2'], [':', 'd', 'r']), readTricklePlan),
  texts(
    'templates',
    nearly(
      ['a {{host}} {{hosts[][www]}} {{ports[http][0]}}', '{{GET[a]}}{{$id:uuid()}}{{$id}}{{file_hash(sha256, a.txt)}}'],
      ['{{', '}}', '[', ']', '(', ')', '$', ':'],
    ),
    (text) => renderTemplate(Buffer.from(text), scope, 'html'),
  ),
  texts('byte ranges', nearly(['bytes=0-1', 'bytes=-5,3-', 'bytes=0-0, 2-3'], ['-', ',', '=', 'bytes=']), (text) =>
    parseRange(text, 1000),
  ),
  texts('request targets', nearly(['/a/b?c=d&pipe=x', 'http://h/a', '*'], ['/', '?', '%', '#', ';']), parseTarget),
  texts('paths', nearly(['/a/b/../c', '/a%2fb'], ['/', '%', '.', '\\']), normalisePath),
  texts('routes', nearly(['/a/{b}/*', '/{a:int}/\\{'], ['{', '}', '*', '\\']), parseRoutePattern),
  texts('header sidecars', nearly(['Content-Type: text/html\nX-A: b\n'], [':', '\n']), (text) =>
    parseHeaderLines(text, 'a.headers'),
  ),
  texts('cookies', nearly(['a=b; c="d"'], [';', '=']), (text) => new Cookies(text).has('a')),
  texts('credentials', nearly([vapid.Authorization, webpush.Authorization, 'Basic YTpi', 'Bearer x']), (text) =>
    readCredentials(new RequestHeaders(['Authorization', text, 'Crypto-Key', webpush['Crypto-Key'] ?? ''])),
  ),
  texts(
    'VAPID headers',
    nearly([vapid.Authorization, webpush.Authorization], ['vapid', 't=', 'k=', ',', ';', '=']),
    (text) => parseVapidAuthorization(text, webpush['Crypto-Key']),
  ),
  texts('VAPID tokens', nearly([token, 'eyJhbGciOiJub25lIn0.e30.']), (text) =>
    verifyVapid(
      { scheme: 'vapid', token: text, publicKey: Buffer.from(vapidKeys.publicKey, 'base64url') },
      { audience },
    ),
  ),
  texts('VAPID keys', nearly([exportVapidPrivateKey(vapidKeys), pem, vapidKeys.publicKey]), importVapidKeys),
  texts('subscription keys', nearly([exportVapidPrivateKey(vapidKeys), keys.authSecret]), (text) =>
    importSubscriptionKeys({ privateKey: text, auth: text } as never),
  ),
  texts('base64url', nearly([vapidKeys.publicKey, 'a-_=', 'a+/=']), (text) => decodeBase64url(text, 'any')),
  texts(
    'parameters of headers',
    nearly(['salt="a";rs=4096, dh=b', 'keyid=p256dh;dh=x'], [';', ',', '=']),
    parseHeaderParameters,
  ),
  bytes('aes128gcm bodies', sealed, (body) => decrypt(body, keys, { contentEncoding: 'aes128gcm' })),
  bytes('aesgcm bodies', [legacy.body], (body) =>
    decrypt(body, keys, {
      contentEncoding: 'aesgcm',
      encryption: legacyHeaders.Encryption,
      cryptoKey: legacyHeaders['Crypto-Key'],
    } as never),
  ),
  texts(
    'legacy headers',
    nearly([legacyHeaders.Encryption ?? '', legacyHeaders['Crypto-Key'] ?? ''], [';', ',', '=']),
    (text) => decrypt(legacy.body, keys, { contentEncoding: 'aesgcm', encryption: text, cryptoKey: text }),
  ),
  texts(
    'faults of the control API',
    nearly(faults, ['"fault":', '[', '{', ',']),
    json((body) => readFault(body, () => channelID)),
  ),
  texts(
    'journals',
    nearly([`{"action":"register","url":"ws://h/","uaid":"a","channelID":"b","pid":1}\n`], ['\n', '{', '}', ',']),
    readJournal,
  ),
  texts(
    'transcripts',
    nearly([...serverMessages, `POST ${audience}/wpush/v2/abc (5 bytes)`, vapid.Authorization]),
    redact,
  ),
  texts('shown frames', nearly(serverMessages), (text) =>
    renderDiagram([{ at: 0, actor: 'client 1', kind: 'frame', direction: 'sent', text }], { secrets: true }),
  ),
  ...formTypes.map((type) => bytes(`forms of ${type.split(';', 1)[0]}`, formBodies, (body) => parseForm(type, body))),
  texts(
    'answers of push services',
    nearly(['Wed, 21 Oct 2026 07:28:00 GMT', '120', '/m/abc%', '{"errno":106}', 'http://[::1'], ['%', ':', '/', '{']),
    (text) => {
      const headers = {
        location: text,
        ttl: text,
        'retry-after': text,
        'content-type': 'application/json',
        [text]: text,
      }
      readReceipt({ status: 400, headers, body: text }, `${audience}/wpush/x`, 1)
    },
  ),
  ...serviceParsers,
  ...conversationParsers,
  ...fileParsers,
  ...browserParsers,
  ...loadParsers,
]

function readJournal(text: string): unknown {
  const file = join(files, 'journal.jsonl')
  writeFileSync(file, text)
  return new Journal(file).open()
}
