#!/usr/bin/env node
// The command `pushwright`: says so when Node is too old, before anything is loaded that it could not read.
const oldest = [22, 19]

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < (oldest[0] as number) || (major === oldest[0] && minor < (oldest[1] as number))) {
  process.stderr.write(
    `pushwright: expected Node ${oldest.join('.')} or newer, this is ${process.versions.node}. Install a newer one, or add \`node\` as a dev dependency and run by \`npx\`.\n`,
  )
  process.exitCode = 2
} else {
  await import('./program.ts')
}
