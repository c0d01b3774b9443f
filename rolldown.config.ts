// Puts the package together into few files: Node takes a third of a millisecond for each file that it loads.
import { readdirSync } from 'node:fs'
import { defineConfig, type InputOptions, type Plugin, type RolldownOptions, rolldown } from 'rolldown'

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

const prefix = '\0lean:'

/**
 * An import of a built-in module reads all of its exports, and some of those load a great deal: that of `WebSocket` in `node:http`
 * the whole of Node's own undici. Asked for by name, only what is used is read.
 */
const leanBuiltIns: Plugin = {
  name: 'lean-built-ins',
  resolveId: (id, _importer, { kind }) =>
    id.startsWith('node:') && kind === 'import-statement' ? prefix + id : undefined,
  load: (id) => {
    if (!id.startsWith(prefix)) return undefined
    const name = id.slice(prefix.length)
    const names = Object.getOwnPropertyNames(process.getBuiltinModule(name)).filter((key) => key !== 'default')
    return [
      `const builtIn = process.getBuiltinModule('${name}')`,
      'export default builtIn',
      ...names.map((key) => `export const ${key} = builtIn.${key}`),
    ].join('\n')
  },
}

const input: InputOptions = {
  input: Object.fromEntries(entries.map((name) => [name, `${name}.ts`])),
  platform: 'node',
  plugins: [leanBuiltIns],
  // Packages, and this one by its name; but for what the bundler brings along.
  external: /^(?!node:|@oxc-project\/)[@a-z]/,
  // The paths in the compiler's options are for editors; here they would pull the package into its own provisioners.
  tsconfig: false,
  // The chunks below ask for it; no entry has got more than it exports.
  preserveEntrySignatures: 'allow-extension',
  // What does something when it is loaded; of everything else only what is used is kept.
  treeshake: {
    propertyReadSideEffects: false,
    moduleSideEffects: (id) => /\/(main|program|setup|worker-main)\.ts$/.test(id),
  },
}

/** For each of the entries the modules that are loaded with it. */
async function loadedWith(...names: readonly string[]): Promise<readonly ReadonlySet<string>[]> {
  const bundle = await rolldown(input)
  const { output } = await bundle.generate()
  await bundle.close()
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])))
  return names.map((name) => {
    const files = new Set([`${name}.js`])
    // A set gives what is added while it is read.
    for (const file of files) for (const imported of chunks.get(file)?.imports ?? []) files.add(imported)
    return new Set(Array.from(files).flatMap((file) => chunks.get(file)?.moduleIds ?? []))
  })
}

const [core, plugin] = (await loadedWith('src/core', 'src/vitest/plugin')) as [Set<string>, Set<string>]

const config: RolldownOptions = defineConfig({
  ...input,
  output: {
    dir: 'dist',
    format: 'esm',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // They are in the declarations.
    comments: { jsdoc: false },
    // Left alone, the bundler makes a chunk for each set of entries that share something, forty of them for `src/core`.
    codeSplitting: {
      groups: [
        { name: 'foundation', test: (id) => core.has(id) && plugin.has(id) },
        { name: 'core', test: (id) => core.has(id) },
      ],
      includeDependenciesRecursively: false,
    },
  },
})

export default config
