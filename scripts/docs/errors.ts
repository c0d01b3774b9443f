// The errors, a section for each code: what it means, and every message that has it, as they stand in the code.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { errorGuide } from '../../src/errors/index.ts'
import { asText } from './markdown.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every code of an error. */
export function errorSections(): string {
  const messages = messagesByCode()
  return Object.entries(errorGuide)
    .map(([code, { when, remedy }]) => {
      const list = [...(messages.get(code) ?? [])].sort().map((message) => `- ${message}`)
      const told = list.length === 0 ? [] : ['', '<details><summary>Messages</summary>', '', ...list, '', '</details>']
      return [`## ${code}`, '', when, '', `**What to do:** ${remedy}`, ...told].join('\n')
    })
    .join('\n\n')
}

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
  return asText(text).replace(/\s+/g, ' ').trim()
}
