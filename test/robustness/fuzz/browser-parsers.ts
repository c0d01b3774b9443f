// The parsers of what browsers write, and of what somebody else on the machine may write instead.
import { encodePacket, PacketReader, PacketTag, protocolVersion } from '../../../src/browser/chromium/push/packets.ts'
import { decodeProto, encodeProto } from '../../../src/browser/chromium/push/protobuf.ts'
import { readReceived } from '../../../src/browser/command-connection.ts'
import { readWorkerReport } from '../../../src/browser/worker-report.ts'
import { nearly } from './hostile.ts'
import { bytes, type Parser, texts } from './parser.ts'

const stanza = encodeProto([
  [3, 'id'],
  [5, 7],
  [10, 4_000_000_000n],
  [21, Buffer.alloc(40, 7)],
])
const stream = Buffer.concat([
  Buffer.of(protocolVersion),
  encodePacket(PacketTag.LoginRequest, stanza),
  encodePacket(PacketTag.HeartbeatPing, encodeProto([[2, 3]])),
  encodePacket(PacketTag.IqStanza, stanza),
])
const reports = [
  { type: 'push', scope: '/a/', data: 'AAAA' },
  {
    type: 'shown',
    scope: '/',
    notification: { title: 't', body: 'b', actions: [{ action: 'a', title: 't' }], tag: '', data: {} },
  },
  { type: 'clicked', scope: '/', error: 'x' },
  { type: 'pushsubscriptionchange', scope: '/', oldEndpoint: null },
].map((report) => JSON.stringify(report))
const replies = [
  { id: 1, result: { type: 'success', result: { type: 'string', value: 'x' } } },
  { id: 2, type: 'error', error: 'invalid argument', message: 'no' },
  { id: 3, error: { code: -32000, message: 'no' } },
  { method: 'log.entryAdded', params: { level: 'error', text: null } },
].map((reply) => JSON.stringify(reply))

export const browserParsers: readonly Parser[] = [
  bytes('protocol buffers', [stanza], decodeProto),
  bytes('packets of Chromium', [stream], (body) => {
    const reader = new PacketReader()
    for (let at = 0; at < body.length; at += 1000)
      reader.push(body.subarray(at, at + 1000)).map(({ body }) => decodeProto(body))
  }),
  texts('reports of service workers', nearly(reports, ['"type":', '[', '{', ',']), readWorkerReport),
  texts('answers of browsers', nearly(replies, ['"id":', '[', '{', ',']), readReceived),
]
