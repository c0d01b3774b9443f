import { expect, test } from 'vitest'
import { projectWith } from '../init/project.ts'
import { start } from './command.ts'

test('the help of every command fits into 80 columns, without escape codes', async () => {
  const overview = await helpOf([])
  const commands = [...overview.matchAll(/^ {2}([a-z]+) (?=.*\S)/gm)].map(([, name = '']) => name)
  expect(commands).toEqual(expect.arrayContaining(['init', 'serve', 'probe', 'matrix', 'live', 'plan']))
  const texts = await Promise.all(commands.map((name) => helpOf([name])))
  for (const text of [overview, ...texts]) expectPlain(text)
}, 60_000)

test('what init says fits as well', async () => {
  const cwd = projectWith({ 'package.json': '{}', 'vitest.config.ts': '' })
  const { stdout } = await start(['init'], {}, { cwd }).ended
  expectPlain(stdout)
})

function expectPlain(text: string): void {
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(text).not.toContain('\u001b')
}

async function helpOf(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await start([...args, '--help'], { NO_COLOR: '1' }).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}
