import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { TargetSettings } from '../../src/config/index.ts'
import { read, refusal } from './read.ts'

const key = 'hunter2-hunter2'
const reference = (name: string): string => `\${env:${name}}`
const ini = `[./own.ts]
vapid_private_key = ${key}
token = ${key}
header = Bearer ${reference('SECRET')}
url = wss://me:${key}@h/
`
const settings = (): TargetSettings => read(ini, { env: { SECRET: key } }).target()

test('neither in text, JSON, inspect nor a snapshot', () => {
  expect(settings().string('header')).toBe(`Bearer ${key}`)
  for (const printed of [
    String(settings()),
    JSON.stringify(settings()),
    inspect(settings(), { depth: 9, showHidden: true }),
  ]) {
    expect(printed).not.toContain(key)
    expect(printed).toContain('***')
  }
  expect(settings().toJSON()).toMatchInlineSnapshot(`
    {
      "file": ".local/e2etest.ini",
      "section": "./own.ts",
      "settings": {
        "header": "***",
        "isolate": "true",
        "no_verify": "false",
        "parallel": "true",
        "pin_type": "public-key",
        "token": "***",
        "url": "wss://***@h/",
        "vapid_private_key": "***",
        "vapid_subject": "mailto:pushwright@example.com",
      },
    }
  `)
})

describe('nor in messages', () => {
  test('of the readers', () => {
    expect(refusal(() => settings().duration('header'))).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [./own.ts] header: expected a duration such as 500ms, 5s or 2m, got "Bearer \${env:SECRET}"."`,
    )
    expect(refusal(() => settings().duration('token'))).toMatchInlineSnapshot(
      `".local/e2etest.ini:3 [./own.ts] token: expected a duration such as 500ms, 5s or 2m, got "***"."`,
    )
    expect(refusal(() => settings().url('url', { protocols: ['https:'] }))).toMatchInlineSnapshot(
      `".local/e2etest.ini:5 [./own.ts] url: expected a URL that begins with https://, got "wss://***@h/"."`,
    )
    expect(refusal(() => settings().origins('header'))).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [./own.ts] header: expected an origin such as https://updates.stage.example, without a path, got "Bearer \${env:SECRET}"."`,
    )
  })
  test('of a provisioner', () => {
    expect(
      refusal(() => {
        throw settings().error('token', `the server refused "${key}".`)
      }),
    ).toMatchInlineSnapshot(`".local/e2etest.ini:3 [./own.ts] token: the server refused "***"."`)
  })
  test('of a quirk that comes from the environment', () => {
    const text = `[fixture-server]\nquirks = ${reference('SECRET')}`
    expect(refusal(() => read(text, { env: { SECRET: `${key} x` } }))).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [fixture-server] quirks: expected the id of a quirk (a name such as topic-not-replaced, or a URI), got "\${env:SECRET}"."`,
    )
    expect(refusal(() => read(text, { env: { SECRET: key }, knownQuirks: [] }))).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [fixture-server] quirks: unknown quirk "\${env:SECRET}"."`,
    )
  })
  test('of a variable', () => {
    const env = { PUSHWRIGHT_VAPID_PRIVATE_KEY: key }
    const overridden = read('[fixture-server]', { env }).target()
    expect(refusal(() => overridden.integer('vapid_private_key'))).toMatchInlineSnapshot(
      `"PUSHWRIGHT_VAPID_PRIVATE_KEY: expected a whole number such as 4, got "***"."`,
    )
  })
})

test('a worker gets them all the same', () => {
  const there = TargetSettings.fromPlain(JSON.parse(JSON.stringify(structuredClone(settings().toPlain()))))
  expect(there.string('header')).toBe(`Bearer ${key}`)
  expect(there.origin('token')).toEqual(settings().origin('token'))
  expect(String(there)).toBe(String(settings()))
})

describe('references to the environment', () => {
  const valueFrom = (raw: string, env = {}): string | undefined =>
    read(`[./own.ts]\nx = ${raw}`, { env }).target().string('x')
  test('are replaced anywhere in a value, once', () => {
    const env = { A: 'one', B: reference('A') }
    expect(valueFrom(`<${reference('A')}|${reference('B')}>`, env)).toBe(`<one|${reference('A')}>`)
    expect(valueFrom(`'${reference('A')}; x'`, env)).toBe('one; x')
  })
  test('are escaped by a second dollar', () => {
    expect(valueFrom(`$${reference('A')} $$ \${A}`)).toBe(`${reference('A')} $$ \${A}`)
  })
  test('must name a variable that is set', () => {
    expect(refusal(() => valueFrom(reference('A')))).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [./own.ts] x: the environment variable A is not set; set it, or select another target."`,
    )
    expect(refusal(() => valueFrom(reference('A'), { A: '' }))).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [./own.ts] x: the environment variable A is empty; set it, or select another target."`,
    )
    expect(refusal(() => valueFrom(reference('A B')))).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [./own.ts] x: expected a reference such as \${env:NAME}; write $\${env: for the text itself."`,
    )
    expect(refusal(() => valueFrom(reference('A').slice(0, -1)))).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [./own.ts] x: expected a reference such as \${env:NAME}; write $\${env: for the text itself."`,
    )
    expect(refusal(() => valueFrom(reference('toString')))).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [./own.ts] x: the environment variable toString is not set; set it, or select another target."`,
    )
  })
  test('are not needed for a target that is not selected', () => {
    const text = `[global]\ntarget = fixture-server\n[fixture-server]\n[stage]\nprovisioner = anonymous\nurl = ${reference('URL')}`
    const configuration = read(text)
    expect(configuration.target().name).toBe('fixture-server')
    expect(refusal(() => configuration.target('stage'))).toMatchInlineSnapshot(
      `".local/e2etest.ini:6 [stage] url: the environment variable URL is not set; set it, or select another target."`,
    )
  })
})

test('what a variable holds is secret by itself, and each entry of a list', () => {
  const text = `[./own.ts]\nheader = Bearer ${reference('SECRET')}\ntokens = ${reference('TOKENS')}\n`
  const target = read(text, { env: { SECRET: key, TOKENS: 'token-one, token-two' } }).target()
  expect(target.secrets()).toEqual(expect.arrayContaining([`Bearer ${key}`, key, 'token-one', 'token-two']))
  expect(target.error('header', `403 for ${key}.`).message).not.toContain(key)
})
