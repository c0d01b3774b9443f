import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeEvent, decodeResult, decodeShard, encode, type ShardMessage } from '../../src/load/agents/messages.ts'
import { Metrics } from '../../src/load/metrics/index.ts'

const metrics = new Metrics(0).toJSON()
const shard: ShardMessage = {
  format: 'pushwright-shard/1',
  run: 'a-b',
  job: {
    plan: { name: 'p', steps: [], thresholds: [], gracefulStop: 0, seed: 1 },
    shard: { index: 0, count: 2 },
    target: { url: 'ws://127.0.0.1/' },
    sinks: {},
  },
}

test('what an agent says is read as it was written', () => {
  expect(decodeShard(encode(shard))).toEqual(shard)
  const progress = { type: 'progress', shard: 0, agent: 'a', metrics } as const
  expect(decodeEvent(encode(progress))).toEqual(JSON.parse(JSON.stringify(progress)))
  const lost = { shard: 1, agent: 'a', failure: 'no' }
  expect(decodeResult(encode(lost))).toEqual(lost)
})

test.for([
  [
    'a shard of none, whose begins never end',
    decodeShard,
    { ...shard, job: { ...shard.job, shard: { index: 0, count: 0 } } },
  ],
  ['a run that names other subjects', decodeShard, { ...shard, run: 'a.>' }],
  ['a plan without steps', decodeShard, { ...shard, job: { ...shard.job, plan: {} } }],
  ['another version', decodeShard, { ...shard, format: 'pushwright-shard/2' }],
  ['measurements that are none', decodeEvent, { type: 'progress', shard: 0, agent: 'a', metrics: {} }],
  ['an event of another kind', decodeEvent, { type: 'toString', shard: 0, agent: 'a' }],
  ['neither result nor failure', decodeResult, { shard: 0, agent: 'a' }],
  ['a shard that is no number', decodeResult, { shard: '__proto__', agent: 'a', failure: 'no' }],
  ['no object', decodeResult, null],
] as const)('%s is refused', ([, decode, message]) => {
  expect(() => decode(gzipSync(JSON.stringify(message)))).toThrow(expect.objectContaining({ code: 'ERR_MESSAGE' }))
})
