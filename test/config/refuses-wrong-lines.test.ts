import { describe, expect, test } from 'vitest'
import { isPushwrightError } from '../../src/errors/index.ts'
import { read, refusal } from './read.ts'

const refused = (text: string): string => refusal(() => read(text))

describe('a value that a comment would empty or cut says to quote it', () => {
  test('quirks[] = #x', () => {
    expect(refused('[stage]\nquirks[] = #topic-not-replaced')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] quirks: "#" begins a comment and leaves the value empty; quote it: \`quirks[] = "#topic-not-replaced"\`."`,
    )
  })
  test('a semicolon glued to text', () => {
    expect(refused('[stage]\nurl = wss://h/a;b ; comment')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] url: ";" would cut the value; quote it: \`url = "wss://h/a;b"\`."`,
    )
  })
  test('a password is not repeated', () => {
    expect(refused('[stage]\napi_password = a;b')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] api_password: ";" would cut the value; quote it: \`api_password = "***"\`."`,
    )
    expect(refused('[stage]\nurl = wss://me:pass;word@h/')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] url: ";" would cut the value; quote it: \`url = "wss://***@h/"\`."`,
    )
  })
  test('nothing at all', () => {
    expect(refused('[stage]\nurl =')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] url: the value is empty; delete the line, or write \`url = ""\` if that is meant."`,
    )
  })
})

describe('quotes must hold the whole value', () => {
  test('unclosed', () =>
    expect(refused('[stage]\nurl = "wss://h')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] url: the quote is not closed; put the same quote at the end of the value."`,
    ))
  test('text behind', () =>
    expect(refused('[stage]\nquirks = "a", "b"')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] quirks: there is text behind the closing quote; put the quotes around the whole value, and write a list as one \`key[] = value\` line for each entry."`,
    ))
  test('not JSON', () =>
    expect(refused('[stage]\nca = "C:\\certs\\ca.pem"')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] ca: a value in double quotes is JSON text, where a backslash is written \\\\; use single quotes to take it as it is."`,
    ))
})

describe('every line is a section, a key with a value, a comment or blank', () => {
  test('a key before any section', () =>
    expect(refused('\ntimeout = 5s')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 timeout: the key stands before any section; put it under [global] or a target."`,
    ))
  test('a key alone', () =>
    expect(refused('[global]\nrequire')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [global]: expected \`require = ...\`, got no "="."`,
    ))
  test('a stray line is not repeated', () =>
    expect(refused('[global]\nMHcCAQEEIBx')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [global]: expected \`key = value\`, a [section] or a comment."`,
    ))
  test('nor is a strange key', () =>
    expect(refused('[global]\nMHcC+AQ/EEIBx==')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [global]: expected \`key = value\`, with a key of letters, digits and _ . -."`,
    ))
  test('an unclosed header', () =>
    expect(refused('[global]\n[stage')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2: the section header has no closing "]"."`,
    ))
  test('text behind a header', () =>
    expect(refused('[stage] x')).toMatchInlineSnapshot(
      `".local/e2etest.ini:1: only a comment may follow the section header."`,
    ))
  test('an empty header', () =>
    expect(refused('[ ]')).toMatchInlineSnapshot(
      `".local/e2etest.ini:1: expected a section name of letters, digits and @ _ . / : + -, got ""."`,
    ))
  test('a header with a blank', () =>
    expect(refused('[my stage]')).toMatchInlineSnapshot(
      `".local/e2etest.ini:1: expected a section name of letters, digits and @ _ . / : + -, got "my stage"."`,
    ))
})

describe('nothing is said twice', () => {
  test('a section', () =>
    expect(refused('[stage]\n[b]\n[stage]')).toMatchInlineSnapshot(
      `".local/e2etest.ini:3 [stage]: the section is already at line 1; put all its keys there."`,
    ))
  test('a key', () =>
    expect(refused('[global]\ntimeout = 1s\n\ntimeout = 2s')).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [global] timeout: the key is already at line 2; keep one of them (a list has \`key[] = value\` lines)."`,
    ))
  test('a list without brackets', () =>
    expect(refused('[stage]\nquirks = a\nquirks = b')).toMatchInlineSnapshot(
      `".local/e2etest.ini:3 [stage] quirks: the key is already at line 2; keep one of them (a list has \`key[] = value\` lines)."`,
    ))
})

describe('names of the prototype are refused', () => {
  test.each(['__proto__', 'constructor', 'prototype'])('%s', (name) => {
    expect(refused(`[${name}]\nx = 1`)).toBe(
      `.local/e2etest.ini:1: "${name}" cannot be the name of a section; choose another.`,
    )
    expect(refused(`[stage]\n${name} = 1`)).toBe(
      `.local/e2etest.ini:2 [stage]: "${name}" cannot be a key; remove the line.`,
    )
    expect(refused(`[stage]\n${name}[] = 1`)).toBe(
      `.local/e2etest.ini:2 [stage]: "${name}" cannot be a key; remove the line.`,
    )
  })
})

test('the details have file, line, section and key', () => {
  try {
    read('[stage]\n\ntimeout = soon')
    expect.unreachable()
  } catch (error) {
    expect(isPushwrightError(error, 'ERR_CONFIG') && error.details).toEqual({
      file: '.local/e2etest.ini',
      line: 3,
      section: 'stage',
      key: 'timeout',
    })
  }
})

test('lines are counted with LF, CRLF and CR, behind a byte order mark', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    expect(refused(['\uFEFF[global]', '', '; c', 'nonsense'].join(end))).toMatch(/^\.local\/e2etest\.ini:4 /)
  }
})
