import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Journal, type JournalEntry } from '../../src/provisioner/index.ts'
import { temporaryDirectory } from './certificates.ts'

function newJournal(): Journal {
  return new Journal(join(temporaryDirectory(), 'deep', 'journal.jsonl'))
}

function entry(channelID: string, fields: Partial<JournalEntry> = {}): JournalEntry {
  return { url: 'wss://push.example/', uaid: 'u', channelID, pid: process.pid, ...fields }
}

/** The names of the files. */
function filesOf({ path }: Journal): string[] {
  return existsSync(dirname(path)) ? readdirSync(dirname(path)) : []
}

/** The path of the one file. */
function fileOf(journal: Journal): string {
  const [name = '', ...others] = filesOf(journal)
  expect(others).toEqual([])
  return join(dirname(journal.path), name)
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
  expect(filesOf(journal)).toEqual([])
})

test('the file is for nobody else to read', () => {
  const journal = newJournal()
  journal.registered(entry('a'))
  expect(statSync(fileOf(journal)).mode & 0o777).toBe(0o600)
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
  test.runIf(process.platform === 'linux').each([1, process.pid])(
    'what a former process of the number %i left',
    (pid) => {
      const journal = newJournal()
      journal.registered(entry('a', { pid }))
      const file = fileOf(journal)
      // The ticks until it started, and the boot of the machine.
      for (const former of [file.replace(/\d+-0$/, '7-0'), file.replace(/-[\da-f]+/, `-${'0'.repeat(32)}`)]) {
        renameSync(fileOf(journal), former)
        expect(journal.abandoned()).toEqual([entry('a', { pid })])
      }
    },
  )
})

describe('a file of a former version, which all processes shared', () => {
  test('is read, tidied up and removed', () => {
    const journal = newJournal()
    const left = [entry('a', { pid: formerPid() }), entry('b')]
    mkdirSync(dirname(journal.path))
    writeFileSync(journal.path, left.map((one) => `\n${JSON.stringify({ action: 'register', ...one })}`).join(''))
    expect(journal.abandoned()).toEqual(left)
    journal.compact()
    expect(journal.open()).toEqual(left)
    for (const one of left) journal.unregistered(one)
    expect(journal.open()).toEqual([])
    journal.compact()
    expect(filesOf(journal)).toEqual([])
  })
  test('is left alone while a process uses it', () => {
    const journal = newJournal()
    mkdirSync(dirname(journal.path))
    const used = entry('a', { pid: process.ppid })
    writeFileSync(journal.path, `\n${JSON.stringify({ action: 'register', ...used })}`)
    expect(journal.abandoned()).toEqual([])
    journal.unregistered(used)
    journal.compact()
    expect(filesOf(journal)).toEqual(['journal.jsonl'])
  })
})

describe('compact', () => {
  test('keeps what is open', () => {
    const journal = newJournal()
    const gone = entry('c', { pid: formerPid() })
    journal.registered(entry('a'))
    journal.registered(entry('b'))
    journal.registered(gone)
    journal.unregistered(entry('a'))
    journal.compact()
    expect(journal.open()).toEqual(expect.arrayContaining([entry('b'), gone]))
    expect(journal.open()).toHaveLength(2)
  })
  test('removes files in which nothing is open, but not of a process beside', () => {
    const journal = newJournal()
    for (const pid of [process.pid, formerPid(), process.ppid]) {
      journal.registered(entry('a', { pid }))
      journal.unregistered(entry('a', { pid }))
    }
    expect(filesOf(journal)).toHaveLength(3)
    journal.compact()
    expect(fileOf(journal)).toContain(`.${process.ppid}-`)
  })
  test('takes no line from a process that registers meanwhile, nor from one that is killed then', async () => {
    const journal = newJournal()
    const source = new URL('../../src/provisioner/journal.ts', import.meta.url).href
    const script = `
      const { Journal } = await import(${JSON.stringify(source)})
      const journal = new Journal(${JSON.stringify(journal.path)})
      for (let i = 0; i < 1000; i++) {
        const entry = { url: 'u', uaid: 'w', channelID: String(i), pid: process.pid }
        journal.registered(entry)
        if (i % 10 === 0) journal.unregistered(entry)
      }
      process.kill(process.pid, 'SIGKILL')`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
    onTestFinished(() => void child.kill('SIGKILL'))
    let isRunning = true
    const exit = once(child, 'exit').finally(() => {
      isRunning = false
    })
    while (isRunning) {
      journal.compact()
      await setImmediate()
    }
    expect(await exit).toEqual([null, 'SIGKILL'])
    journal.compact()
    expect(journal.abandoned()).toHaveLength(900)
  })
})

describe('a torn line', () => {
  test('at the end counts as not written', () => {
    const journal = newJournal()
    journal.registered(entry('a'))
    const { size } = statSync(fileOf(journal))
    journal.registered(entry('b'))
    truncateSync(fileOf(journal), size + 20)
    expect(journal.open()).toEqual([entry('a')])
  })
  test('does not spoil the next one', () => {
    const journal = newJournal()
    journal.registered(entry('a'))
    truncateSync(fileOf(journal), statSync(fileOf(journal)).size - 5)
    journal.registered(entry('b'))
    expect(journal.open()).toEqual([entry('b')])
  })
  test('wherever it is torn, all lines before it count', () => {
    const journal = newJournal()
    journal.registered(entry('a'))
    const { size } = statSync(fileOf(journal))
    journal.unregistered(entry('a'))
    journal.registered(entry('b'))
    const whole = readFileSync(fileOf(journal))
    for (let length = size; length <= whole.length; length++) {
      writeFileSync(fileOf(journal), whole.subarray(0, length))
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
  appendFileSync(fileOf(journal), `\n${text}\n`)
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
        writeFileSync(fileOf(journal), text)
        expect(Array.isArray(journal.open())).toBe(true)
        expect(Array.isArray(journal.abandoned())).toBe(true)
      },
    ),
  )
})
