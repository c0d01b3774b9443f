import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FixtureServer } from 'pushwright/core'

const root = mkdtempSync(join(tmpdir(), 'pushwright-bench-'))
writeFileSync(join(root, 'small.txt'), Buffer.alloc(1024, 'x'))
writeFileSync(join(root, 'big.bin'), '')
truncateSync(join(root, 'big.bin'), 100 * 1024 * 1024)
const server = await FixtureServer.start({ http: { root } })

/** The most that the process has ever used, in bytes. */
process.on('message', () => process.send?.(process.resourceUsage().maxRSS * 1024))
process.once('disconnect', async () => {
  await server.close()
  rmSync(root, { recursive: true })
})
process.send?.({ port: server.http.ports.http?.[0] })
