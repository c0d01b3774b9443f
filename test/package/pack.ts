// Packs both packages once, as npm would publish them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

/** What npm tells of a package that it has packed. */
export interface Packed {
  /** The path of the tarball. */
  readonly tarball: string
  readonly files: readonly { readonly path: string; readonly size: number }[]
  /** Bytes. */
  readonly size: number
  readonly unpackedSize: number
}

declare module 'vitest' {
  interface ProvidedContext {
    pushwrightPacked: Packed
    companionPacked: Packed
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))

export default function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-packed-'))
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
  project.provide('pushwrightPacked', pack('.', directory))
  project.provide('companionPacked', pack('./packages/vitest-environment-pushwright', directory))
  return () => rmSync(directory, { recursive: true, force: true })
}

function pack(folder: string, destination: string): Packed {
  const args = ['pack', folder, '--json', '--ignore-scripts', '--pack-destination', destination]
  const told = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' }))
  // npm 11 gives a list, npm 12 an object by name.
  const [first] = Object.values(told) as {
    filename: string
    files: Packed['files']
    size: number
    unpackedSize: number
  }[]
  if (first === undefined) throw new Error(`npm has packed nothing: ${JSON.stringify(told)}`)
  const { filename, files, size, unpackedSize } = first
  return { tarball: join(destination, filename), files, size, unpackedSize }
}
