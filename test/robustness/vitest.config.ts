// Real Vitest runs with planted secrets: `npm run test:robustness`. Apart from the other tests, since they take long.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    name: 'robustness',
    include: ['test/robustness/runs/*.test.ts'],
    globalSetup: ['test/vitest/build.ts'],
    testTimeout: 120_000,
    fileParallelism: false,
  },
})
