// The tests that need a `nats-server`: `npm run test:nats`.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { alias } from '../../vitest.alias.ts'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { alias },
  test: {
    name: 'nats',
    include: ['test/nats/*.test.ts'],
    testTimeout: 60_000,
    // What is polled for has come long before, unless the machine has much else to do.
    expect: { poll: { timeout: 30_000 } },
    // Each starts processes of its own.
    fileParallelism: false,
  },
})
