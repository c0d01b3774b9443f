import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { ApplicationServer } from '../../src/application-server/index.ts'
import { FixtureServer } from '../../src/fixture/index.ts'
import {
  defineCase,
  jsonLinesReporter,
  logReporter,
  StatusServer,
  signal,
  webhookReporter,
} from '../../src/live/index.ts'
import { Log } from '../../src/log/index.ts'
import { MemoryReporter, watch } from '../live/watch.ts'

const canary = (place: string): string => `https://push.example/wpush/v2/canary-${place}-of-nobody`

test('reports, alarms, logs, the webhook and the status page', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-live-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const posts: string[] = []
  const hook = createServer(async (request, response) => {
    posts.push(await text(request))
    response.end()
  }).listen(0, '127.0.0.1')
  await once(hook, 'listening')
  onTestFinished(() => void hook.close())
  const memory = new MemoryReporter()
  const webhook = webhookReporter(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/`, { failures: true })
  const log = new Log({ level: 'debug', output: join(directory, 'live.log') })
  onTestFinished(() => log.close())
  const reporters = [memory, webhook, logReporter(log), jsonLinesReporter(join(directory, 'live.jsonl'))]
  const { live, clock } = watch({ reporters })
  const orders = live.add(
    defineCase<{ sent: ReturnType<typeof signal<string>> }, [unknown]>({
      name: 'orders',
      maxConsecutiveFailures: 1,
      realtimeLogs: true,
      signals: { sent: signal<string>() },
      async run({ log, signals, skip }, subscription) {
        log(`looks at ${canary('step')}`)
        await signals.sent.wait()
        if (subscription === 'skip') skip(`because of ${canary('skip')}`)
        throw new Error(`cannot push to ${JSON.stringify(subscription)}, POST ${canary('error')} failed`, {
          cause: new Error(canary('cause')),
        })
      },
    }),
  )
  const args = [
    { endpoint: canary('argument'), keys: { auth: 'canary-auth-of-nobody', p256dh: 'canary-p256dh-of-nobody' } },
    'skip',
  ]
  for (const [index, argument] of args.entries()) {
    orders.signals.sent.send(canary('value'), { key: String(index) })
    await orders.runOnce({ id: String(index), args: [argument] })
    await clock.advance(10)
  }
  const status = await StatusServer.start(live)
  onTestFinished(() => status.close())
  const pages = await Promise.all(
    ['', 'status.json', 'healthz', 'metrics'].map(async (path) => (await fetch(status.url + path)).text()),
  )
  await webhook.close?.()
  expect(memory.outcomes).toEqual(['error', 'skip'])
  expect(posts.length).toBeGreaterThan(0)
  const texts = new Map([
    ['events and reports', JSON.stringify([memory.events, memory.reports])],
    ['webhook', posts.join('\n')],
    ['log', readFileSync(join(directory, 'live.log'), 'utf8')],
    ['lines', readFileSync(join(directory, 'live.jsonl'), 'utf8')],
    ['pages', pages.join('\n')],
  ])
  for (const [place, said] of texts) expect(said.match(/canary-\w+/g), place).toBeNull()
})

test('an application server that is looked at', async () => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const sender = new ApplicationServer()
  onTestFinished(() => sender.close())
  const error = await sender.send({ endpoint: canary('endpoint').replace('https', 'ftp') }).catch((one: Error) => one)
  expect(String(error)).not.toContain('canary')
})
