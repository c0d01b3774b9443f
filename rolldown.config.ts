// Puts the package together into few files: Node takes a third of a millisecond for each file that it loads.
import { readdirSync } from 'node:fs'
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown'

const provisioners = readdirSync('provisioners').map((file) => `provisioners/${file.replace(/\.ts$/, '')}`)

/** Modules that are loaded by their path: the entries of `exports` and `bin`, and what `ownModule` is asked for. */
const entries = [
  'src/index',
  'src/core',
  'src/browser',
  'src/load/index',
  'src/load/workers/worker-main',
  'src/cli/main',
  'src/vitest/plugin',
  'src/vitest/environment',
  'src/vitest/global-setup',
  'src/vitest/setup',
  ...provisioners,
]

/**
 * An import of `node:http` reads all of its exports, and that of `WebSocket` loads the whole of Node's own undici, which takes as
 * long as half of this package. Asked for by name, it is not read.
 */
const leanHttp: Plugin = {
  name: 'lean-http',
  resolveId: (id) => (id === 'node:http' ? '\0node:http' : undefined),
  load: (id) =>
    id === '\0node:http'
      ? "export const { createServer, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http')"
      : undefined,
}

const config: RolldownOptions = defineConfig({
  input: Object.fromEntries(entries.map((name) => [name, `${name}.ts`])),
  platform: 'node',
  plugins: [leanHttp],
  // Packages, and this one by its name; but for what the bundler brings along.
  external: /^(?!node:http$|@oxc-project\/)[@a-z]/,
  // The paths in the compiler's options are for editors; here they would pull the package into its own provisioners.
  tsconfig: false,
  // What does something when it is loaded; of everything else only what is used is kept.
  treeshake: { moduleSideEffects: (id) => /\/(main|program|setup|worker-main)\.ts$/.test(id) },
  output: {
    dir: 'dist',
    format: 'esm',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // They are in the declarations.
    comments: { jsdoc: false },
  },
})

export default config
