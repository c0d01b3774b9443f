import { defineConfig } from 'vitest/config'
import pushwright from './src/vitest/plugin.ts'
import { alias } from './vitest.alias.ts'

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/.tmp/**',
            'test/vitest/**',
            'test/robustness/runs/**',
            'test/browsers/**',
            'test/nats/**',
            'test/package/**',
          ],
          // It imports JSON as bundlers do.
          server: { deps: { inline: ['@actions/workflow-parser'] } },
        },
      },
      {
        test: {
          name: 'vitest',
          include: ['test/vitest/*.test.ts'],
          globalSetup: ['test/vitest/build.ts'],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        plugins: [pushwright()],
        // Each file has a server of its own anyway; workers that are used again save most of the time.
        test: { name: 'e2e', include: ['e2e/**/*.test.ts'], isolate: false },
      },
      { resolve: { alias }, plugins: [pushwright()], test: { name: 'examples', include: ['examples/*.test.ts'] } },
      // Over TLS, as backends with `web-push` want it.
      {
        resolve: { alias },
        plugins: [pushwright({ target: 'autopush' })],
        test: { name: 'examples-tls', include: ['examples/express/*.test.ts'] },
      },
    ],
  },
})
