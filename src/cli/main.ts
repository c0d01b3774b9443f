#!/usr/bin/env node
// The command `pushwright`: says so when Node is too old, before anything is loaded that it could not read.
import { isPushwrightError, requireNodeVersion } from '../errors/index.ts'

try {
  requireNodeVersion()
  await import('./program.ts')
} catch (error) {
  if (!isPushwrightError(error, 'ERR_NODE_VERSION')) throw error
  process.stderr.write(`pushwright: ${error.message}\n`)
  process.exitCode = 2
}
