// Writes the reference of errors: what each code means, and every message that has it, as they stand in the code.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { errorGuide } from '../src/errors/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The text of `docs/errors.md`. */
export function errorReference(): string {
  const messages = messagesByCode()
  const sections = Object.entries(errorGuide).map(([code, { when, remedy }]) => {
    const list = [...(messages.get(code) ?? [])].sort().map((message) => `- ${message}`)
    const told = list.length === 0 ? [] : ['', '<details><summary>Messages</summary>', '', ...list, '', '</details>']
    return [`## ${code}`, '', when, '', `**What to do:** ${remedy}`, ...told].join('\n')
  })
  return `${heading}\n${sections.join('\n\n')}\n`
}

const heading = `# Errors

Every error of this package is a \`PushwrightError\` with a \`code\` that stays the same. Match on it with \`isPushwrightError(error, 'ERR_TIMEOUT')\`,
never with \`instanceof\`: the environment and the tests can hold separate copies of the class. A message says what was expected, what came, where, and
what to do; \`…\` below stands for what differs. The control API has codes of its own, in [control-api.md](control-api.md).

A command that was called wrongly, or with a wrong INI (\`ERR_OPTION\`, \`ERR_CONFIG\`), ends with exit code 2; one that could not do its work with 1.

<!-- Written by \`npm run docs\` from src/errors/error-guide.ts and the messages in the code. -->
`

function messagesByCode(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const folder of ['src', 'provisioners']) {
    for (const path of readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!path.endsWith('.ts')) continue
      const file = ts.createSourceFile(path, readFileSync(`${root}${folder}/${path}`, 'utf8'), ts.ScriptTarget.Latest)
      visit(file, (code, message) => {
        const messages = found.get(code) ?? new Set()
        found.set(code, messages.add(message))
      })
    }
  }
  return found
}

/** Finds `new PushwrightError('CODE', 'message')` and `configError(place, 'message')`. */
function visit(node: ts.Node, found: (code: string, message: string) => void): void {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    const name = ts.isIdentifier(node.expression) ? node.expression.text : ''
    const [first, second] = node.arguments ?? []
    const message = second && textOf(second)
    if (name === 'PushwrightError' && first && ts.isStringLiteral(first) && message) found(first.text, message)
    else if (name === 'configError' && message) found('ERR_CONFIG', `…: ${message}`)
  }
  ts.forEachChild(node, (child) => visit(child, found))
}

/** A literal as Markdown; `undefined` for a message that is put together elsewhere. */
function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return asMarkdown(node.text)
  if (!ts.isTemplateExpression(node)) return undefined
  const text = node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')
  // Nothing to find it by.
  return /[a-z]{3}/.test(text) ? asMarkdown(text) : undefined
}

function asMarkdown(text: string): string {
  return text.replaceAll('<', '&lt;').replace(/\s+/g, ' ').trim()
}
