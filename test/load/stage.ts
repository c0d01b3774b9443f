// A push service and scenarios for the tests of plans.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { FixtureServer, type FixtureServerOptions } from '../../src/core.ts'

/** A push service that is closed when the test is over. */
export async function service(options: FixtureServerOptions = {}): Promise<FixtureServer> {
  const server = await FixtureServer.start(options)
  onTestFinished(() => server.close())
  return server
}

/** A directory with files, for one test. */
export function directory(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'pushwright-load-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  return root
}

const core = pathToFileURL(join(import.meta.dirname, '../../src/scenario/index.ts')).href

/** A module of a user, who imports what is in this repository: the folder has nothing installed. */
export function withSources(module: string): string {
  return module.replace(`'pushwright/core'`, JSON.stringify(core))
}

/** Scenarios of a user, as a file. */
export const scenarios: string = withSources(`
import { connect, counter, hello, spawn, wait } from 'pushwright/core'
export function* stay(milliseconds = 600_000) {
  yield* connect()
  yield* hello()
  yield* wait(milliseconds)
}
export function* fail() {
  yield* connect()
  throw new TypeError('on purpose')
}
export function* needsTwo(one, two) {
  yield* counter(one + two)
}
export function* busy() {
  for (const end = performance.now() + 60; performance.now() < end;);
}
export function* nothing() {}
export function* spawnsWrongly() {
  yield* spawn('basic, 1, 1')
}
export function* spawnsNobody() {
  yield* spawn('nobody, 1, 1, 0')
}
export function* spawnsMany(count) {
  for (let i = 0; i < count; i++) yield* spawn('./mine.js:nothing, 1, 1, 0')
}
export function* spawnsTwo() {
  yield* spawn({ scenario: 'basic', quantity: 2 })
}
`)
