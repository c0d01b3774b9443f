import { describe, expect, test } from 'vitest'
import type { TargetSettings } from '../../src/config/index.ts'
import { read, refusal, root } from './read.ts'

const own = (lines: string): TargetSettings => read(`[mine]\nprovisioner = ./mine.ts\n${lines}`).target()

test('by type', () => {
  const settings = own(
    'a = text\nb = yes\nc = 250ms\nd = 7\ne = 0.5\nf = wss://h/\ng = keys/k.pem\nh = x, y\ni = red\nmax_clients = 3',
  )
  expect({
    string: settings.string('a'),
    required: settings.required('a'),
    boolean: settings.boolean('b'),
    duration: settings.duration('c'),
    integer: settings.integer('d'),
    number: settings.number('e'),
    url: settings.url('f')?.href,
    path: settings.path('g'),
    list: settings.list('h'),
    choice: settings.choice('i', ['red', 'green']),
    maxClients: settings.maxClients,
    root: settings.root,
  }).toMatchInlineSnapshot(`
    {
      "boolean": true,
      "choice": "red",
      "duration": 250,
      "integer": 7,
      "list": [
        "x",
        "y",
      ],
      "maxClients": 3,
      "number": 0.5,
      "path": "/project/keys/k.pem",
      "required": "text",
      "root": "/project",
      "string": "text",
      "url": "wss://h/",
    }
  `)
  expect(settings.path('g')?.startsWith(root)).toBe(true)
})

test('with a fallback or undefined for a key that is not set', () => {
  const settings = own('')
  expect([
    settings.string('a'),
    settings.string('a', 'z'),
    settings.boolean('b', true),
    settings.integer('c'),
    settings.url('d'),
  ]).toEqual([undefined, 'z', true, undefined, undefined])
  expect(settings.has('a')).toBe(false)
})

test('each error at its own place', () => {
  const settings = own('a = text\nb[] = x\nb[] = y\nempty = ""')
  expect(refusal(() => settings.required('absent'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:1 [mine] absent: the key is required; add \`absent = ...\`."`,
  )
  expect(refusal(() => settings.required('empty'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:6 [mine] empty: the value must not be empty."`,
  )
  expect(refusal(() => settings.path('empty'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:6 [mine] empty: expected a path, got ""."`,
  )
  expect(refusal(() => settings.url('a', { protocols: ['ws:', 'wss:'] }))).toMatchInlineSnapshot(
    `".local/e2etest.ini:3 [mine] a: expected a URL that begins with ws:// or wss://, got "text"."`,
  )
  expect(refusal(() => settings.url('a'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:3 [mine] a: expected a URL, got "text"."`,
  )
  expect(refusal(() => settings.choice('a', ['red', 'green']))).toMatchInlineSnapshot(
    `".local/e2etest.ini:3 [mine] a: expected one of red, green, got "text"."`,
  )
  expect(refusal(() => settings.string('b'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [mine] b: the key takes one value; write \`b = ...\` once, without []."`,
  )
  expect(
    refusal(() => {
      throw settings.entries('b')[1]?.error('not this one.')
    }),
  ).toMatchInlineSnapshot(`".local/e2etest.ini:5 [mine] b: not this one."`)
  expect(
    refusal(() => {
      throw settings.error('a', 'expected a poem.')
    }),
  ).toMatchInlineSnapshot(`".local/e2etest.ini:3 [mine] a: expected a poem."`)
})

test('and knows where each value stood', () => {
  const settings = read('[mine]\nprovisioner = ./mine.ts\na = 1\nb = 2', { env: { PUSHWRIGHT_B: '3' } }).target()
  expect([settings.origin('a'), settings.origin('b'), settings.origin('pin_type')]).toMatchInlineSnapshot(`
    [
      {
        "file": ".local/e2etest.ini",
        "key": "a",
        "line": 3,
        "section": "mine",
        "source": "file",
      },
      {
        "file": ".local/e2etest.ini",
        "key": "b",
        "line": 0,
        "section": "mine",
        "source": "environment",
        "variable": "PUSHWRIGHT_B",
      },
      {
        "file": ".local/e2etest.ini",
        "key": "pin_type",
        "line": 1,
        "section": "mine",
        "source": "default",
      },
    ]
  `)
})

describe('a key that nobody read', () => {
  test('is reported with the nearest that was asked for', () => {
    const settings = own('acounts = 3\nno_verify = true\nregion = eu')
    settings.integer('accounts')
    settings.string('region')
    expect(settings.unread()).toEqual(['acounts'])
    expect(refusal(() => settings.refuseUnread())).toMatchInlineSnapshot(
      `".local/e2etest.ini:3 [mine] acounts: the provisioner ./mine.ts does not read this key; did you mean "accounts"?"`,
    )
  })
  test('may be a misspelled common one', () => {
    expect(refusal(() => own('no_verfy = true').refuseUnread())).toMatchInlineSnapshot(
      `".local/e2etest.ini:3 [mine] no_verfy: the provisioner ./mine.ts does not read this key; did you mean "no_verify"?"`,
    )
  })
  test('is fine when there is none', () => {
    const settings = own('a = 1')
    settings.string('a')
    expect(() => settings.refuseUnread()).not.toThrow()
  })
})

test('a provisioner may describe its keys, which are then checked and have defaults', () => {
  const provisionerKeys = (name: string) =>
    name === './mine.ts' ? [{ name: 'accounts', type: 'integer', default: '2', text: 'How many.' } as const] : undefined
  const mine = (lines: string) => read(`[./mine.ts]\n${lines}`, { provisionerKeys }).target()
  expect(mine('').integer('accounts')).toBe(2)
  expect(refusal(() => mine('accounts = many'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [./mine.ts] accounts: expected a whole number such as 4, got "many"."`,
  )
  expect(refusal(() => mine('acounts = 1'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [./mine.ts] acounts: the provisioner ./mine.ts has no such key; did you mean "accounts"?"`,
  )
})
