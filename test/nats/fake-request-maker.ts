// A process that makes a fake request of the case `orders` now and then, if it is its turn, and says so.
import { writeSync } from 'node:fs'
import { defineCase, LiveCheck, NatsBus } from '../../src/live/index.ts'

const live = new LiveCheck({ bus: await NatsBus.connect({ url: process.argv[2] ?? '' }) })
live.add(
  defineCase({
    name: 'orders',
    frequency: '300ms',
    run: () => {},
    // At once, since the process is killed.
    makeFakeRequest: () => void writeSync(1, 'made\n'),
  }),
)
await live.start()
