import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Journal, type JournalEntry } from '../../src/provisioner/index.ts'
import { temporaryDirectory } from './certificates.ts'

function newJournal(): Journal {
  return new Journal(join(temporaryDirectory(), 'deep', 'journal.jsonl'))
}

function entry(channelID: string, fields: Partial<JournalEntry> = {}): JournalEntry {
  return { url: 'wss://push.example/', uaid: 'u', channelID, pid: process.pid, ...fields }
}

/** The number of a process that was, and is no more. */
function formerPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid
}

test('across objects, as across runs', () => {
  const { path } = newJournal()
  new Journal(path).registered(entry('a'))
  new Journal(path).registered(entry('b'))
  new Journal(path).registered(entry('a', { uaid: 'other' }))
  new Journal(path).unregistered(entry('a'))
  expect(new Journal(path).open()).toEqual([entry('b'), entry('a', { uaid: 'other' })])
})

test('registered again after it was given up, it is open', () => {
  const journal = newJournal()
  journal.registered(entry('a'))
  journal.unregistered(entry('a'))
  journal.registered(entry('a'))
  expect(journal.open()).toEqual([entry('a')])
})

test('without a file there is nothing, and no file is made', () => {
  const journal = newJournal()
  expect([journal.open(), journal.abandoned()]).toEqual([[], []])
  journal.compact()
  expect(existsSync(journal.path)).toBe(false)
})

test('the file is for nobody else to read', () => {
  const journal = newJournal()
  journal.registered(entry('a'))
  expect(statSync(journal.path).mode & 0o777).toBe(0o600)
  journal.compact()
  expect(statSync(journal.path).mode & 0o777).toBe(0o600)
})

describe('abandoned is', () => {
  test('what a process left that is no more', () => {
    const journal = newJournal()
    const gone = entry('a', { pid: formerPid() })
    journal.registered(gone)
    journal.registered(entry('b'))
    expect(journal.abandoned()).toEqual([gone])
  })
  test('not what a process still uses, also of another user', () => {
    const journal = newJournal()
    journal.registered(entry('a', { pid: 1 }))
    journal.registered(entry('b', { pid: process.ppid }))
    expect(journal.abandoned()).toEqual([])
  })
})

describe('compact', () => {
  test('keeps what is open, and nothing else', () => {
    const journal = newJournal()
    journal.registered(entry('a'))
    journal.registered(entry('b'))
    journal.unregistered(entry('a'))
    journal.compact()
    expect(readFileSync(journal.path, 'utf8').trim().split('\n')).toHaveLength(1)
    expect(journal.open()).toEqual([entry('b')])
    journal.registered(entry('c'))
    expect(journal.open()).toEqual([entry('b'), entry('c')])
    expect(readdirSync(dirname(journal.path))).toEqual(['journal.jsonl'])
  })
  test('removes a file in which nothing is open', () => {
    const journal = newJournal()
    journal.registered(entry('a'))
    journal.unregistered(entry('a'))
    journal.compact()
    expect(existsSync(journal.path)).toBe(false)
  })
})

describe('a torn line', () => {
  test('at the end counts as not written', () => {
    const journal = newJournal()
    journal.registered(entry('a'))
    const { size } = statSync(journal.path)
    journal.registered(entry('b'))
    truncateSync(journal.path, size + 20)
    expect(journal.open()).toEqual([entry('a')])
  })
  test('does not spoil the next one', () => {
    const journal = newJournal()
    journal.registered(entry('a'))
    truncateSync(journal.path, statSync(journal.path).size - 5)
    journal.registered(entry('b'))
    expect(journal.open()).toEqual([entry('b')])
  })
  test('wherever it is torn, all lines before it count', () => {
    const journal = newJournal()
    journal.registered(entry('a'))
    const { size } = statSync(journal.path)
    journal.unregistered(entry('a'))
    journal.registered(entry('b'))
    const whole = readFileSync(journal.path)
    for (let length = size; length <= whole.length; length++) {
      writeFileSync(journal.path, whole.subarray(0, length))
      const channels = journal.open().map(({ channelID }) => channelID)
      expect([['a'], [], ['b']]).toContainEqual(channels)
    }
  })
})

test.each([
  'null',
  '7',
  '[]',
  '{}',
  '{"action":"register"}',
  '{"action":"register","url":1,"uaid":"u","channelID":"a","pid":1}',
  '{"action":"register","url":"w","uaid":"u","channelID":"a","pid":"1"}',
  '{"action":"register","url":"w","uaid":"u","channelID":"a","pid":1.5}',
  '{"action":"forget","url":"wss://push.example/","uaid":"u","channelID":"a","pid":1}',
])('the line %s is ignored', (text) => {
  const journal = newJournal()
  journal.registered(entry('a'))
  appendFileSync(journal.path, `\n${text}\n`)
  expect(journal.open()).toEqual([entry('a')])
})

test('any text can be read', () => {
  const journal = newJournal()
  journal.registered(entry('a'))
  const line = fc.record({
    action: fc.constantFrom('register', 'unregister', 'x'),
    url: fc.string(),
    uaid: fc.string(),
    channelID: fc.string(),
    pid: fc.oneof(fc.integer(), fc.double(), fc.constant(null)),
  })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        line.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        writeFileSync(journal.path, text)
        expect(Array.isArray(journal.open())).toBe(true)
        expect(Array.isArray(journal.abandoned())).toBe(true)
      },
    ),
  )
})
