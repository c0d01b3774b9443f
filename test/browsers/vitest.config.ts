// `npm run test:browsers`: apart from the other tests, since it needs a browser that npm does not install.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    name: 'browsers',
    include: ['test/browsers/*.test.ts'],
    // A browser takes seconds to start, and more on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One browser at a time.
    fileParallelism: false,
  },
})
