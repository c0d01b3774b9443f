// The ready line as a file: there in full or not at all, and gone when the server is.
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { PushwrightError } from '../errors/index.ts'

/** A file that says that a server is ready. */
export class ReadyFile {
  readonly #path: string
  readonly #line: string

  /**
   * Writes the file beside its place and moves it there. Only the owner can read it, since it has the token.
   *
   * @throws PushwrightError `ERR_OPTION` for a device or a pipe, which must not be replaced.
   */
  constructor(path: string, line: string) {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found !== undefined && !found.isFile() && !found.isDirectory()) {
      throw new PushwrightError(
        'ERR_OPTION',
        `Expected --ready-file to name a file, or nothing yet, got a device or a pipe: ${path}. The ready line is also on stdout.`,
      )
    }
    this.#path = path
    this.#line = line
    const draft = `${path}.${randomUUID()}`
    try {
      writeFileSync(draft, line, { mode: 0o600, flag: 'wx' })
      renameSync(draft, path)
    } catch (error) {
      rmSync(draft, { force: true })
      throw error
    }
  }

  /** Removes the file, unless another server has put its own in its place. */
  remove(): void {
    try {
      if (readFileSync(this.#path, 'utf8') === this.#line) rmSync(this.#path, { force: true })
    } catch (error) {
      // Somebody has removed it already, which is what we want.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}
