import { expect, test } from 'vitest'
import { requireNodeVersion } from '../../src/errors/index.ts'

test.for(['22.19.0', '22.20.1', '24.0.0', '26.1.0-nightly'])('Node %s will do', (version) => {
  requireNodeVersion(version)
})

test.for(['20.20.2', '22.18.0', '18.0.0'])('Node %s is too old, and told what to do', (version) => {
  expect(() => requireNodeVersion(version)).toThrow(
    `Expected Node 22.19 or newer, got ${version}. Install a newer one, or add \`node\` as a dev dependency and run by \`npx\`.`,
  )
})
