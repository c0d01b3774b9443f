// Writes files that are not there yet, and adds lines to one that may be.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PushwrightError } from '../errors/index.ts'
import type { Step } from './init-project.ts'

/** Writes a file with its folders, unless there is one of this name. */
export function writeNew(directory: string, path: string, content: string): Step {
  const file = join(directory, path)
  if (existsSync(file)) return { path, outcome: 'there' }
  writing(file, () => {
    mkdirSync(dirname(file), { recursive: true })
    // A file that has come in between is not overwritten either.
    writeFileSync(file, content, { flag: 'wx' })
  })
  return { path, outcome: 'written' }
}

/** Adds the lines that a file lacks at its end. */
export function addLines(directory: string, path: string, lines: readonly string[]): Step {
  const file = join(directory, path)
  if (!existsSync(file)) return writeNew(directory, path, `${lines.join('\n')}\n`)
  const text = readFileSync(file, 'utf8')
  const present = text.split(/\r?\n/).map((line) => line.trim())
  const missing = lines.filter((line) => !present.includes(line))
  if (missing.length === 0) return { path, outcome: 'there' }
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || text.endsWith('\n') ? '' : end
  writing(file, () => appendFileSync(file, `${gap}${missing.join(end)}${end}`))
  return { path, outcome: 'added to' }
}

function writing(file: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new PushwrightError(
      'ERR_STATE',
      `Expected to write ${file}, it cannot be written (${code}). Make the folder writable, and run this again: it goes on where it stopped.`,
      { cause },
    )
  }
}
