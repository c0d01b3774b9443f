// Pages as files on disk, and pictures of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A directory of pages, in which nothing else is. */
export class PageFolder {
  readonly #directory: string = mkdtempSync(join(tmpdir(), 'pushwright-pages-'))

  /** Writes a page; gives its URL. */
  write(name: string, text: string): string {
    const path = join(this.#directory, name)
    writeFileSync(path, text)
    return pathToFileURL(path).href
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true })
  }
}

const pictures = new URL('../.tmp/pages/', import.meta.url)

/** Keeps a picture for those who want to see it. */
export function keepPicture(name: string, picture: Buffer): void {
  mkdirSync(pictures, { recursive: true })
  writeFileSync(new URL(`${name}.png`, pictures), picture)
}
