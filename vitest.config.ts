import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import pushwright from './src/vitest/plugin.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// The package's own tests run on its sources.
const alias = [
  { find: /^pushwright$/, replacement: here('./src/index.ts') },
  { find: /^pushwright\/core$/, replacement: here('./src/core.ts') },
  { find: /^pushwright\/plugin$/, replacement: here('./src/vitest/plugin.ts') },
  { find: /^pushwright\/provisioners\/(.*)$/, replacement: here('./provisioners/$1.ts') },
]

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/.tmp/**', 'test/vitest/**', 'test/browsers/**'],
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
      { resolve: { alias }, plugins: [pushwright()], test: { name: 'e2e', include: ['e2e/**/*.test.ts'] } },
      { resolve: { alias }, plugins: [pushwright()], test: { name: 'examples', include: ['examples/*.test.ts'] } },
    ],
  },
})
