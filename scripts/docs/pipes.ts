// The tables of pipes: names and parameters as the fixture server knows them, texts from their docstrings.
import { readdirSync, readFileSync } from 'node:fs'
import * as httpPipes from '../../src/fixture/http/pipes/built-in.ts'
import type { NamedPipe, Parameter } from '../../src/fixture/pipeline/index.ts'
import * as framePipes from '../../src/fixture/ws/pipes/index.ts'
import { table } from './markdown.ts'

const source = (path: string): URL => new URL(`../../src/fixture/${path}/`, import.meta.url)

/** The pipes of HTTP answers. */
export function httpPipeTable(): string {
  return pipeTable(
    Object.values(httpPipes).map(({ definition }) => definition as NamedPipe),
    docstrings(source('http/pipes')),
  )
}

/** The pipes of WebSocket frames. */
export function framePipeTable(): string {
  return pipeTable(Object.values(framePipes), docstrings(source('ws/pipes')))
}

function pipeTable(pipes: readonly NamedPipe[], texts: ReadonlyMap<string, string>): string {
  const rows = pipes.map(({ name, parameters }) => {
    const text = texts.get(name)
    if (text === undefined) throw new TypeError(`Expected a docstring at the pipe ${name}, got none.`)
    return [`\`${name}\``, parameters.map(describe).join('<br>'), text]
  })
  return table(['Pipe', 'Parameters', 'What it does'], rows)
}

function describe({ name, type, presence }: Parameter<unknown>): string {
  const suffix = { required: '', optional: ', optional', rest: ', any number' }[presence]
  return `\`${name}\`: ${type.expected}${suffix}`
}

/** What the docstrings of a folder's pipes say, by the names of the pipes. */
function docstrings(folder: URL): Map<string, string> {
  const texts = new Map<string, string>()
  for (const file of readdirSync(folder)) {
    const code = readFileSync(new URL(file, folder), 'utf8')
    for (const [, comment = '', definition = ''] of code.matchAll(
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const \w+: (?:Frame)?Pipe\b([\s\S]*?)\n(?=\n|$)/g,
    )) {
      const name = /(?:name: |strikingPipe\(\s*)'([\w-]+)'/.exec(definition)?.[1]
      if (name !== undefined) texts.set(name, asLine(comment))
    }
  }
  return texts
}

function asLine(comment: string): string {
  return comment
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/@\w+[\s\S]*/, '')
    .replace(/\s+/g, ' ')
    .trim()
}
