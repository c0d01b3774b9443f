// A file of 1 KiB from the fixture's HTTP side, against a bare `node:http` server that has it in memory; and 100 MiB in constant memory.
import { connect } from 'node:net'
import { startChild } from './harness/child.ts'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import { inParallel } from './harness/in-parallel.ts'
import { short } from './harness/numbers.ts'
import type { BenchResult } from './harness/result.ts'

const inFlight = 16
const bigFile = 100 * 1024 * 1024

export default async function staticFiles(effort: Effort): Promise<BenchResult> {
  const start = (side: 'ours' | 'bare') => startChild<{ port: number }>(`static/${side}.ts`)
  const [ours, bare] = [await start('ours'), await start('bare')]
  const each = Math.ceil(effort.amount(20_000) / inFlight)
  try {
    const comparisons = await compare({
      rounds: effort.rounds(9),
      than: 'bare `node:http`',
      figures: { rate: { what: 'requests for a file of 1 KiB, 16 at once', unit: '/s', better: 'higher', aim: 0.6 } },
      ours: async () => ({ rate: await requestsPerSecond(ours.ready.port, '/small.txt', each) }),
      theirs: async () => ({ rate: await requestsPerSecond(bare.ready.port, '/', each) }),
    })
    const before = await ours.ask<number>('memory')
    for (let index = 0; index < 3; index++) await download(ours.ready.port, '/big.bin')
    const growth = ((await ours.ask<number>('memory')) - before) / 1024 / 1024
    return {
      about: 'A static file of the fixture server; the other side has the only answer in memory.',
      comparisons,
      notes: [`Three downloads of 100 MiB raise the server's peak of memory by ${short(growth)} MiB.`],
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
  }
}

/** By a client that costs little itself: every answer has the same length as the first. */
async function requestsPerSecond(port: number, path: string, each: number): Promise<number> {
  const begin = performance.now()
  await inParallel(inFlight, inFlight, () => repeat(port, path, each))
  return (each * inFlight) / ((performance.now() - begin) / 1000)
}

function repeat(port: number, path: string, count: number): Promise<void> {
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)
  const socket = connect(port, '127.0.0.1', () => socket.write(request))
  let left = count
  let length = 0
  let got = 0
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('data', (data) => {
      if (length === 0) length = lengthOfAnswer(data)
      got += data.length
      if (got < length) return
      got = 0
      left--
      if (left > 0) socket.write(request)
      else resolve(void socket.destroy())
    })
  })
}

function lengthOfAnswer(data: Buffer): number {
  const head = data.toString('latin1')
  const [, length] = /^HTTP\/1\.1 200 .*\r\ncontent-length: (\d+)\r\n/is.exec(head) ?? []
  if (length === undefined) throw new Error(`Expected a 200 with a length, got ${head.slice(0, 200)}.`)
  return head.indexOf('\r\n\r\n') + 4 + Number(length)
}

async function download(port: number, path: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  let length = 0
  for await (const chunk of response.body ?? []) length += chunk.length
  if (length !== bigFile) throw new Error(`Expected ${bigFile} bytes, got ${length}.`)
}
