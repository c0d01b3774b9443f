// Remembers on disk which channels were registered and not given up yet, so that an interrupted run can be tidied up later.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isLiving, isRunning, threadMark, threadMarkForm } from './thread-mark.ts'

/** A channel that may still be registered. */
export interface JournalEntry {
  readonly url: string
  readonly uaid: string
  readonly channelID: string
  /** The process that registered it. */
  readonly pid: number
}

interface JournalLine extends JournalEntry {
  readonly action: 'register' | 'unregister'
}

/** One of the files. */
interface JournalFile {
  readonly path: string
  /** The thread that writes it; `undefined` for the one that all processes shared in former versions. */
  readonly mark: string | undefined
}

/**
 * Files of JSON lines, one for each thread of each process: `path`, a dot, and the mark of the thread. A line is written at once, before a
 * channel is registered and after it is given up, so that it survives a killed process. A file is removed by its own thread, or when
 * its process is no more, so that nobody removes a line that is being written. UAIDs are secrets of a kind: keep the files out of version
 * control.
 *
 * @example
 * ```ts
 * const journal = new Journal('.local/pushwright-journal.jsonl')
 * journal.registered({ url, uaid, channelID, pid: process.pid })
 * journal.abandoned() // what a killed run has left
 * ```
 */
export class Journal {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** Notes that a channel is about to be registered. */
  registered(entry: JournalEntry): void {
    mkdirSync(dirname(this.path), { recursive: true })
    append(`${this.path}.${threadMark(entry.pid)}`, { action: 'register', ...entry })
  }

  /** Notes that a channel is given up, wherever it stands. */
  unregistered(entry: JournalEntry): void {
    for (const { path } of this.#files()) {
      if (openIn(path).has(keyOf(entry))) append(path, { action: 'unregister', ...entry })
    }
  }

  /** The channels that nobody gave up, of every process. */
  open(): JournalEntry[] {
    return this.#files().flatMap(({ path }) => [...openIn(path).values()])
  }

  /** The channels that processes left behind which no longer run. */
  abandoned(): JournalEntry[] {
    return this.#files().flatMap(({ path, mark }) => [...openIn(path).values()].filter(({ pid }) => isLeft(pid, mark)))
  }

  /** Forgets what is done: removes the files in which no channel is open, of this thread and of processes that no longer run. */
  compact(): void {
    for (const file of this.#files()) {
      if (!isOfAnother(file) && openIn(file.path).size === 0) rmSync(file.path, { force: true })
    }
  }

  #files(): JournalFile[] {
    const shared = basename(this.path)
    const files = namesIn(dirname(this.path)).filter((name) => name.startsWith(`${shared}.`))
    const marks = files.map((name) => name.slice(shared.length + 1)).filter((mark) => threadMarkForm.test(mark))
    return [{ path: this.path, mark: undefined }, ...marks.map((mark) => ({ path: `${this.path}.${mark}`, mark }))]
  }
}

/** Whether the process that noted a channel is no more. This one does not write to the shared file. */
function isLeft(pid: number, mark: string | undefined): boolean {
  return mark === undefined ? pid === process.pid || !isRunning(pid) : !isLiving(mark)
}

/** Whether a process that runs, or another thread of this one, may write to the file. */
function isOfAnother({ path, mark }: JournalFile): boolean {
  if (mark === undefined) return read(path).some(({ pid }) => !isLeft(pid, mark))
  return mark !== threadMark(process.pid) && isLiving(mark)
}

function append(path: string, entry: JournalLine): void {
  appendFileSync(path, line(entry), { mode: 0o600 })
}

function openIn(path: string): Map<string, JournalEntry> {
  const open = new Map<string, JournalEntry>()
  for (const { action, ...entry } of read(path)) {
    if (action === 'register') open.set(keyOf(entry), entry)
    else open.delete(keyOf(entry))
  }
  return open
}

/** A service may write UUIDs in another case than it was given them. */
function keyOf({ uaid, channelID }: JournalEntry): string {
  return `${uaid} ${channelID}`.toLowerCase()
}

function read(path: string): JournalLine[] {
  return (ifThere(() => readFileSync(path, 'utf8')) ?? '').split('\n').flatMap(parseLine)
}

function namesIn(directory: string): string[] {
  return ifThere(() => readdirSync(directory)) ?? []
}

/** What is not there has nothing in it, such as a file that the run beside this one has just removed. */
function ifThere<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Begins with the line break, so that a line which a killed process has torn does not spoil the next one. */
function line(entry: JournalLine): string {
  return `\n${JSON.stringify(entry)}`
}

function parseLine(text: string): JournalLine[] {
  if (!text.startsWith('{')) return []
  try {
    const { action, url, uaid, channelID, pid } = JSON.parse(text) as JournalLine
    const isWhole = [url, uaid, channelID].every((value) => typeof value === 'string') && Number.isSafeInteger(pid)
    return isWhole && (action === 'register' || action === 'unregister') ? [{ action, url, uaid, channelID, pid }] : []
  } catch {
    // The last line of a run that was killed while it wrote is torn; what it told of had not happened yet.
    return []
  }
}
