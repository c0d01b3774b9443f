// Type-checks code blocks as modules that stand beside the package, without writing them.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { CodeBlock } from './pages.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What is wrong with the blocks; each problem begins with its place. Blocks of a page with titles can import one another. */
export function compile(blocks: readonly CodeBlock[]): string[] {
  const sources = new Map(blocks.map((block, index) => [pathOf(block, index), block]))
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  )
  // A block shows what matters; names that it does not use are no mistake.
  const settings: ts.CompilerOptions = { ...options, allowJs: true, noUnusedLocals: false, noUnusedParameters: false }
  const host = ts.createCompilerHost(settings)
  const { fileExists, readFile, getSourceFile, directoryExists } = host
  const folders = new Set(Array.from(sources.keys(), dirname))
  host.fileExists = (path) => sources.has(path) || fileExists(path)
  host.directoryExists = (path) => folders.has(path) || (directoryExists?.(path) ?? true)
  host.readFile = (path) => sources.get(path)?.code ?? readFile(path)
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const code = sources.get(path)?.code
    return code === undefined
      ? getSourceFile(path, languageVersion, ...rest)
      : ts.createSourceFile(path, code, languageVersion)
  }
  const program = ts.createProgram([...sources.keys()], settings, host)
  return Array.from(sources.keys()).flatMap((path) => {
    const file = program.getSourceFile(path)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((diagnostic) =>
      describe(diagnostic, sources),
    )
  })
}

function pathOf({ place, language, example, title }: CodeBlock, index: number): string {
  const [page = ''] = place.split(':')
  // Files of a tutorial import one another; an example imports what lies beside it.
  if (title !== undefined) return join(root, 'examples', page, title)
  return join(root, dirname(example ?? 'examples/block'), `${page.replaceAll('/', '-')}-${index}.${language}`)
}

function describe({ file, start = 0, messageText }: ts.Diagnostic, sources: ReadonlyMap<string, CodeBlock>): string {
  const block = file && sources.get(file.fileName)
  if (file === undefined || block === undefined) return ts.flattenDiagnosticMessageText(messageText, ' ')
  const [page, line] = block.place.split(':')
  const { line: offset } = file.getLineAndCharacterOfPosition(start)
  return `${page}:${Number(line) + offset + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
}
