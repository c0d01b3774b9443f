// A process that runs tests of the case `orders`, takes one signal of each, says so, and waits for a second one.
import { defineCase, LiveCheck, NatsBus, signal } from '../../src/live/index.ts'

const url = process.argv[2] ?? ''
const bus = await NatsBus.connect({ url, ackWait: 1000 })
const live = new LiveCheck({ bus })
live.add(
  defineCase({
    name: 'orders',
    signals: { first: signal<string>(), second: signal<string>() },
    concurrency: 1,
    async run({ signals, test }) {
      await signals.first.wait()
      process.stdout.write(`${test.id}\n`)
      await signals.second.wait()
    },
  }),
)
await live.start()
process.stdout.write('ready\n')
