// The package's own tests run on its sources.
import { fileURLToPath } from 'node:url'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What `pushwright` and its entries mean in this repository. */
export const alias = [
  { find: /^pushwright$/, replacement: here('./src/index.ts') },
  { find: /^pushwright\/core$/, replacement: here('./src/core.ts') },
  { find: /^pushwright\/load$/, replacement: here('./src/load/index.ts') },
  { find: /^pushwright\/browser$/, replacement: here('./src/browser.ts') },
  { find: /^pushwright\/plugin$/, replacement: here('./src/vitest/plugin.ts') },
  { find: /^pushwright\/provisioners\/(.*)$/, replacement: here('./provisioners/$1.ts') },
]
