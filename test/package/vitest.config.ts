import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'package',
    include: ['test/package/*.test.ts'],
    globalSetup: ['test/package/pack.ts'],
    // Package managers and compilers use all there is; two at a time are slower.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
