import { readFileSync } from 'node:fs'
import { parse } from 'ini'
import { describe, expect, test } from 'vitest'
import { read } from './read.ts'

const valueFrom = (raw: string): string | undefined => read(`[./own.ts]\nx = ${raw}`).target().string('x')

describe('a value', () => {
  test.each([
    ['plain', 'plain'],
    ['with ; a comment', 'with'],
    ['with # a comment', 'with'],
    ['a\t;comment; # again', 'a'],
    ['"wss://h/a;b" ; comment', 'wss://h/a;b'],
    ['"a#b"#c', 'a#b'],
    [String.raw`a\;b\#c`, 'a;b#c'],
    [String.raw`"tab\tquote\" back\\slash"`, 'tab\tquote" back\\slash'],
    [String.raw`'C:\certs\ca.pem'`, String.raw`C:\certs\ca.pem`],
    ["'123'", '123'],
    ['true', 'true'],
    ['null', 'null'],
    ['a = b', 'a = b'],
    ['say "hi"', 'say "hi"'],
    ['""', ''],
    ["it's", "it's"],
  ])('%s', (raw, expected) => {
    expect(valueFrom(raw)).toBe(expected)
  })
})

test('a text that needs none of the care reads as ini reads it', () => {
  const text = '[./own.ts]\na = 1\nb = two words\nc = "quoted \\u00e9"\nd = x\\;y\nlist[] = p\nlist[] = q\n'
  const settings = read(text).target()
  const { list, ...scalars } = parse(text)['./own.ts'] ?? parse(text.replace('./own.ts', 'own')).own
  expect(Object.fromEntries(Object.keys(scalars).map((key) => [key, settings.string(key)]))).toEqual(scalars)
  expect(settings.list('list')).toEqual(list)
})

test('booleans', () => {
  for (const text of ['true', 'yes', 'ON', '1'])
    expect(read(`[global]\nrequire = ${text}\n[a]`).global.require).toBe(true)
  for (const text of ['false', 'No', 'off', '0'])
    expect(read(`[global]\nrequire = ${text}\n[a]`).global.require).toBe(false)
})

test('lists mix lines and commas, and a quoted entry keeps its comma', () => {
  const settings = read('[./own.ts]\nlist = a, b\nlist[] = c,d\nlist[] = "e, f"\nnone = ""').target()
  expect(settings.list('list')).toEqual(['a', 'b', 'c', 'd', 'e, f'])
  expect(settings.list('none')).toEqual([])
  expect(settings.list('absent')).toEqual([])
})

test("aioxmpp's numbers of the pin type are words here", () => {
  const typeOf = (text: string): string | undefined =>
    read(`[fixture-server]\npin_type = ${text}`).target().string('pin_type')
  expect([typeOf('0'), typeOf('1'), typeOf('certificate')]).toEqual(['public-key', 'certificate', 'certificate'])
})

test('reads the example of the design', () => {
  const ini = readFileSync(new URL('example.ini', import.meta.url), 'utf8')
  const configuration = read(ini)
  expect(configuration.global).toMatchObject({
    target: 'fixture-server',
    timeout: 5_000,
    timeoutScale: 1,
    require: false,
  })
  expect(configuration.target().quirks).toEqual(['urn:pushwright:quirk:topic-not-replaced'])
  const stage = read(ini, { env: { PUSHWRIGHT_TARGET: 'stage', STAGE_VAPID_KEY: 'abcdefgh' } }).target()
  expect(stage.string('vapid_private_key')).toBe('abcdefgh')
  expect(stage.origins('endpoint_allow')).toEqual(['https://updates.stage.example'])
})
