import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import pushwright, { type PushwrightPluginOptions } from './src/vitest/plugin.ts'
import { alias } from './vitest.alias.ts'

/** The conformance suite on a target; the INI chooses when none is given. */
function e2e(name: string, options: PushwrightPluginOptions = {}): TestProjectInlineConfiguration {
  // Each file has a server of its own anyway; workers that are used again save most of the time.
  const test = { name, include: ['e2e/**/*.test.ts'], isolate: false }
  return { resolve: { alias }, plugins: [pushwright(options)], test }
}

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
      e2e('e2e'),
      // The same suite on the other profiles of the fixture server, each a target of the INI.
      ...['autopush', 'legacy-autopush', 'dummy'].map((target) => e2e(`e2e-${target}`, { target })),
      { resolve: { alias }, plugins: [pushwright()], test: { name: 'examples', include: ['examples/*.test.ts'] } },
    ],
  },
})
