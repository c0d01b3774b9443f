// Writes what a command has made.
import { writeFileSync } from 'node:fs'

/**
 * Writes files, each also if another cannot be written.
 *
 * @throws What writing the first that failed has thrown, with its path, which the system leaves out of some errors.
 */
export function writeResults(texts: Readonly<Record<string, string>>): void {
  const failures = Object.entries(texts).flatMap(([path, text]) => {
    try {
      writeFileSync(path, text)
      return []
    } catch (error) {
      return [Object.assign(error as Error, { path })]
    }
  })
  if (failures.length > 0) throw failures[0]
}
