import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfiguration } from '../../src/config/index.ts'
import { refusal } from './read.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pushwright-config-'))
  mkdirSync(join(root, '.local'))
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

test('gives undefined when there is none', () => {
  expect(loadConfiguration({ root })).toBeUndefined()
  expect(loadConfiguration({ root, file: 'elsewhere/e2etest.ini' })).toBeUndefined()
  expect(loadConfiguration({ root: join(root, 'absent') })).toBeUndefined()
})

test('reads .local/e2etest.ini, and names it relative to the root', () => {
  writeFileSync(join(root, '.local/e2etest.ini'), '\uFEFF[fixture-server]\r\nca = ca.pem\r\n')
  const configuration = loadConfiguration({ root })
  expect(configuration?.file).toBe('.local/e2etest.ini')
  expect(configuration?.target().path('ca')).toBe(join(root, 'ca.pem'))
})

test('reads the file that PUSHWRIGHT_CONFIG names, and an option before that', () => {
  writeFileSync(join(root, 'a.ini'), '[a]')
  writeFileSync(join(root, 'b.ini'), '[b]')
  const env = { PUSHWRIGHT_CONFIG: 'a.ini' }
  expect(loadConfiguration({ root, env })?.targets).toEqual(['a'])
  expect(loadConfiguration({ root, env, file: join(root, 'b.ini') })).toMatchObject({ file: 'b.ini', targets: ['b'] })
})

test('refuses a PUSHWRIGHT_CONFIG that is not there', () => {
  expect(refusal(() => loadConfiguration({ root, env: { PUSHWRIGHT_CONFIG: 'a.ini' } }))).toMatchInlineSnapshot(
    `"PUSHWRIGHT_CONFIG: there is no file a.ini; name one that is there, or unset the variable."`,
  )
})

test('refuses a file that cannot be read', () => {
  mkdirSync(join(root, '.local/e2etest.ini'))
  expect(refusal(() => loadConfiguration({ root }))).toMatchInlineSnapshot(
    `".local/e2etest.ini: the file cannot be read (EISDIR); it has to be a file that you may read."`,
  )
})

test('refuses a file that is not UTF-8', () => {
  writeFileSync(join(root, '.local/e2etest.ini'), Buffer.from('\uFEFF[fixture-server]', 'utf16le'))
  expect(refusal(() => loadConfiguration({ root }))).toMatchInlineSnapshot(
    `".local/e2etest.ini: the file is not UTF-8 text; save it as UTF-8."`,
  )
})
