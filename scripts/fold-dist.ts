// Makes one module of each folder of `dist/src`: Vitest loads this package again for each test file, and that takes Node longer for
// hundreds of small files than for a few large ones. Paths of entries and declarations stay as `tsc` has written them.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const source = fileURLToPath(new URL('../dist/src', import.meta.url))

/** Modules that are known from outside their folder, beside its `index`. */
const otherFaces: Readonly<Record<string, readonly string[]>> = {
  vitest: ['environment', 'global-setup', 'matrix', 'plugin', 'setup'],
}

/** Parts of the first two find each other by their paths; in the third, Rolldown would take a template with `</script>` apart. */
const unfolded: ReadonlySet<string> = new Set(['cli', 'load', 'report'])

for (const name of readdirSync(source)) {
  const folder = join(source, name)
  if (!unfolded.has(name) && existsSync(join(folder, 'index.js')))
    await fold(folder, ['index', ...(otherFaces[name] ?? [])])
}

/** Bundles what is within a folder, and removes the modules that are in the bundle then. */
async function fold(folder: string, faces: readonly string[]): Promise<void> {
  const bundle = await rolldown({
    input: Object.fromEntries(faces.map((face) => [face, join(folder, `${face}.js`)])),
    platform: 'node',
    // A module may be imported for its effects alone.
    treeshake: false,
    // What `tsc` has written is to stay as it is.
    tsconfig: false,
    external: (id, importer) => importer !== undefined && !isWithin(folder, id, importer),
  })
  const { output } = await bundle.write({ dir: folder, chunkFileNames: '[name]-[hash].js' })
  await bundle.close()
  const written = new Set(output.map(({ fileName }) => join(folder, fileName)))
  const folded = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
  for (const module of folded) if (existsSync(module) && !written.has(module)) rmSync(module)
}

function isWithin(folder: string, id: string, importer: string): boolean {
  return /^\.{0,2}\//.test(id) && resolve(dirname(importer), id).startsWith(folder + sep)
}
