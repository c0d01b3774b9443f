// One file of tests on a browser, `PUSHWRIGHT_TARGET`.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import pushwright from '../../src/vitest/plugin.ts'
import { alias } from '../../vitest.alias.ts'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { alias },
  plugins: [pushwright({ config: 'test/browsers/e2etest.ini' })],
  test: { include: ['bench/browsers/cost.test.ts'], testTimeout: 30_000, reporters: ['dot'] },
})
