// Remembers on disk which channels were registered and not given up yet, so that an interrupted run can be tidied up later.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

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

/**
 * A file of JSON lines. A line is written at once, before a channel is registered and after it is given up, so that it survives
 * a killed process. UAIDs are secrets of a kind: keep the file out of version control.
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
    this.#append({ action: 'register', ...entry })
  }

  /** Notes that a channel is given up. */
  unregistered(entry: JournalEntry): void {
    this.#append({ action: 'unregister', ...entry })
  }

  /** The channels that nobody gave up, of every process. */
  open(): JournalEntry[] {
    const open = new Map<string, JournalEntry>()
    for (const { action, ...entry } of this.#read()) {
      const key = `${entry.uaid} ${entry.channelID}`
      if (action === 'register') open.set(key, entry)
      else open.delete(key)
    }
    return [...open.values()]
  }

  /** The channels that processes left behind which no longer run. */
  abandoned(): JournalEntry[] {
    return this.open().filter(({ pid }) => !isRunning(pid))
  }

  /** Forgets what is done: removes the file if no channel is open, else keeps the open ones. */
  compact(): void {
    const open = this.open()
    if (open.length === 0) {
      rmSync(this.path, { force: true })
      return
    }
    // Renamed into its place, so that a process that is killed here leaves one file or the other.
    const next = `${this.path}.${process.pid}`
    writeFileSync(next, open.map((entry) => line({ action: 'register', ...entry })).join(''), { mode: 0o600 })
    renameSync(next, this.path)
  }

  #append(entry: JournalLine): void {
    mkdirSync(dirname(this.path), { recursive: true })
    appendFileSync(this.path, line(entry), { mode: 0o600 })
  }

  #read(): JournalLine[] {
    if (!existsSync(this.path)) return []
    return readFileSync(this.path, 'utf8').split('\n').flatMap(parseLine)
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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
