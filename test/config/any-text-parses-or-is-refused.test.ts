import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleIni } from '../../src/config/index.ts'
import { isPushwrightError } from '../../src/errors/index.ts'
import { read } from './read.ts'

const pristine = Reflect.ownKeys(Object.prototype).length
const env = { A: 'a', PUSHWRIGHT_TIMEOUT: '5s' }

function readOrRefuse(text: string): void {
  try {
    const settings = read(text, { env, knownQuirks: ['topic'] }).target()
    settings.toJSON()
    structuredClone(settings.toPlain())
  } catch (error) {
    if (!isPushwrightError(error, 'ERR_CONFIG')) throw error
    expect(error.message).toMatch(/^(\.local\/e2etest\.ini|PUSHWRIGHT_|option )/)
    expect(error.message).not.toMatch(/[\r\n]/)
  }
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(pristine)
}

// What a reference to the environment begins with.
const open = '$' + '{env:'
const names = ['global', 'stage', 'fixture-server', 'anonymous', 'a.b', '__proto__', 'constructor', 'toString', '', 'ü']
const keys = [
  'target',
  'timeout',
  'quirks',
  'url',
  'provisioner',
  'pin_type',
  '__proto__',
  'prototype',
  'hasOwnProperty',
  'max_clients',
  '',
]
const pieces = [
  'stage',
  'topic',
  ';',
  '#',
  '"',
  "'",
  '\\',
  ' ',
  ',',
  '=',
  '[',
  ']',
  '5s',
  'true',
  '1',
  `${open}A}`,
  `${open}B}`,
  '$',
  open,
  'wss://h/',
  '\uFEFF',
  '\0',
  '\u2028',
  '💥',
  '\ud800',
]
const value = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''))
const line = fc.oneof(
  fc.constantFrom(...names).map((name) => `[${name}]`),
  fc
    .tuple(fc.constantFrom(...keys), fc.constantFrom('', '[]'), fc.constantFrom('=', ' = ', ''), value)
    .map((parts) => parts.join('')),
  value,
)
const iniText = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([lines, end]) => lines.join(end))

test('random text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), readOrRefuse), { numRuns: 500 })
})

test('text that looks like an INI', () => {
  fc.assert(fc.property(iniText, readOrRefuse), { numRuns: 3_000 })
})

test('the sample with a few characters changed', () => {
  const sample = sampleIni()
  const change = fc.tuple(fc.nat(sample.length), fc.nat(5), value)
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      readOrRefuse(changes.reduce((text, [at, cut, by]) => text.slice(0, at) + by + text.slice(at + cut), sample))
    }),
    { numRuns: 1_000 },
  )
})

test('a very long line', () => {
  for (const long of [
    `"${'a'.repeat(5_000_000)}`,
    `"${'\\\\'.repeat(1_000_000)}"`,
    open.repeat(100_000),
    '//'.repeat(1_000_000),
    '['.repeat(1_000_000),
  ]) {
    readOrRefuse(`[./own.ts]\nx = ${long}`)
    readOrRefuse(long)
  }
})

test('any value in double quotes survives, and any without line ends and apostrophes in single quotes', () => {
  fc.assert(
    fc.property(fc.oneof(value, fc.string({ unit: 'binary' })), (text) => {
      const escaped = text.replaceAll(open, () => `$${open}`)
      fc.pre(!/['\r\n]/.test(text))
      expect(read(`[./own.ts]\nx = '${escaped}' # 'c'`).target().string('x')).toBe(text)
    }),
    { numRuns: 1_000 },
  )
})
