// The ready line as a file: there in full or not at all, and gone when the server is.
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** A file that says that a server is ready. */
export class ReadyFile {
  readonly #path: string
  readonly #line: string

  /** Writes the file beside its place and moves it there. Only the owner can read it, since it has the token. */
  constructor(path: string, line: string) {
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
