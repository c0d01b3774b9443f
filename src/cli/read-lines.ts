// Reads a text file by lines, whatever its length: a text of Node has no more than 512 Mi characters.
import { createReadStream } from 'node:fs'

/**
 * The lines of a file, one after the other. They end with a line feed alone: `node:readline` ends them at U+2028 too, which JSON may have.
 *
 * @throws What opening or reading the file throws.
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  let line = ''
  for await (const piece of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const [end = '', ...begun] = piece.split('\n')
    line += end
    for (const next of begun) {
      yield line
      line = next
    }
  }
  yield line
}
