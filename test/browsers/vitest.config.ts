// `npm run test:browsers`: apart from the other tests, since it needs browsers that npm does not install.
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import pushwright from '../../src/vitest/plugin.ts'
import { alias } from '../../vitest.alias.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a browser can do of the suite, and the example, with one browser for all of it. */
function onBrowser(target: string): TestProjectConfiguration {
  return {
    root,
    resolve: { alias },
    plugins: [pushwright({ config: 'test/browsers/e2etest.ini', target })],
    test: {
      name: target,
      include: ['e2e/*.test.ts', 'examples/browser/*.test.ts'],
      testTimeout: 20_000,
    },
  }
}

export default defineConfig({
  root,
  test: {
    // One browser at a time.
    fileParallelism: false,
    projects: [
      {
        root,
        resolve: { alias },
        test: {
          name: 'browsers',
          include: ['test/browsers/*.test.ts'],
          // Some of them install the package in a project of their own.
          globalSetup: ['test/vitest/build.ts'],
          // A browser takes seconds to start, and more on a busy machine.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      onBrowser('firefox'),
      onBrowser('chromium'),
    ],
  },
})
