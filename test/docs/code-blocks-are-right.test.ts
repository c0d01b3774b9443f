// Every code block of the documentation is compiled, read or parsed. Tutorials are run as well: `test/vitest/tutorials.test.ts`.
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { commands } from '../../src/cli/commands.ts'
import { parseConfiguration } from '../../src/core.ts'
import { compile } from './compile.ts'
import { allBlocks, type CodeBlock } from './pages.ts'

const of = (...languages: string[]): CodeBlock[] => allBlocks.filter(({ language }) => languages.includes(language))

test('there is no block in a language that is not checked', () => {
  const checked = of('ts', 'js', 'ini', 'sh', 'yaml', 'json', 'text', 'py')
  expect(allBlocks.filter((block) => !checked.includes(block)).map(({ place }) => place)).toEqual([])
})

test('TypeScript and JavaScript compile', () => {
  expect(compile(of('ts', 'js'))).toEqual([])
}, 60_000)

test('a mistake in a block would be found', () => {
  const block: CodeBlock = {
    place: 'here.md:1',
    language: 'ts',
    example: undefined,
    title: undefined,
    code: "import { tset } from 'pushwright'\ntset('x')\n",
  }
  expect(compile([block])[0]).toMatch(/^here\.md:2: .*tset/)
}, 60_000)

test.for(of('ini'))('the INI at $place can be read', ({ code, place }) => {
  const env = Object.fromEntries(Array.from(code.matchAll(/\$\{env:(\w+)\}/g), ([, name]) => [String(name), 'abc']))
  const configuration = parseConfiguration(code, { file: place, root: '.', env })
  for (const target of configuration.targets) configuration.target(target)
})

test.for(of('yaml'))('the YAML at $place can be read', ({ code }) => {
  expect(parseDocument(code).errors).toEqual([])
})

test.for(of('json'))('the JSON at $place can be read', ({ code }) => {
  JSON.parse(code)
})

const calls = of('sh').flatMap(({ place, code }) =>
  Array.from(code.matchAll(/npx pushwright ((?:"[^"]*"|[^"\n|&])*)/g), ([, call]) => ({
    place,
    call: String(call).replace(/\s+#.*/, ''),
  })),
)

test.for(calls)('`pushwright $call` at $place is a call that there is', async ({ call }) => {
  const words = Array.from(call.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '')
  const program = new Command('pushwright').exitOverride()
  for (const command of commands()) program.addCommand(command.copyInheritedSettings(program).action(() => {}))
  await expect(program.parseAsync(words, { from: 'user' })).resolves.toBe(program)
})
