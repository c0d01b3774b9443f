// docs/reference/control-api.md names every route and every fault there is, no other, and its commands work.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { faultKinds } from '../../src/control/faults/kinds.ts'
import { routes } from '../../src/control/index.ts'
import { hasProgram } from '../has-program.ts'
import { openApi } from './api.ts'

const text = readFileSync(new URL('../../docs/reference/control-api.md', import.meta.url), 'utf8')

test('every route has a row', () => {
  const rows = Array.from(text.matchAll(/^\| `((?:GET|POST|PUT|DELETE) [^`]+)` \|/gm), ([, route]) => route)
  expect(rows.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})

test('every fault has a row with its parameters', () => {
  const documented: string[] = []
  let events: string[] = []
  for (const [, first = '', second = '', third = ''] of text.matchAll(/^\| ?([^|]*)\| ?([^|]*)\| ?([^|]*)\|$/gm)) {
    const names = (cell: string): string[] => Array.from(cell.matchAll(/`(\w+)\??`/g), ([, name]) => String(name))
    if (first !== '') events = names(first)
    for (const event of events.filter((name) => name in faultKinds)) {
      for (const fault of names(second)) documented.push([event, fault, ...names(third)].join(' '))
    }
  }
  const known = Object.entries(faultKinds).flatMap(([event, kinds]) =>
    Object.entries(kinds).map(([fault, { schema }]) => [event, fault, ...Object.keys(schema)].join(' ')),
  )
  expect(documented.sort()).toEqual(known.sort())
})

test.skipIf(!hasProgram('curl'))('every command works', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { control, server } = await openApi({ about: { profile: 'ideal' }, onShutdown: resolve })
  const [start, ...commands] = Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block]) => block)
  expect(start).toMatch(/^npx pushwright serve /)
  const env = { PATH: process.env.PATH, CONTROL: control.url, TOKEN: control.token }
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], { env })
  await promise
  const answers = stdout.split('\n').filter((line) => line !== '')
  expect(answers.map((line) => Object.keys(JSON.parse(line))[0])).toEqual([
    ...['name', 'notifications', 'name', 'name', 'notifications', 'pushes', 'now', 'id', 'id', 'id', 'profile'],
    'stopping',
  ])
  expect(server.broadcasts).toEqual({ 'remote-settings/monitor_changes': '"1"' })
})
