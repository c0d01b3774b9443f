// Secrets that tests of a temporary project have planted, and the search for them in all that came out of it.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TemporaryProject } from '../../vitest/temporary-project.ts'

/** The file into which the tests of the project write what must not come out: lines of JSON, `[what, secret]`. */
export const plantedFile = 'planted.jsonl'

/** What a module of the project imports to plant. */
export const plantModule = `
  import { appendFileSync } from 'node:fs'
  export const plant = (what, secret) => appendFileSync('${plantedFile}', JSON.stringify([what, secret]) + '\\n')
  export const plantSubscription = (subscription) => {
    plant('endpoint', new URL(subscription.endpoint).pathname.split('/').at(-1))
    plant('auth', subscription.keys.auth)
    plant('private key of a subscription', subscription.privateKeys.privateKey.export({ format: 'jwk' }).d)
    return subscription
  }
`

/** Scenarios that fail, and plant what they send and where; one waits in vain, the other tells in an error of its own. */
export const leakyScenarios = `
  import { connect, expectNotification, hello, sendNotification, subscribe } from 'pushwright/core'
  import { plant, plantSubscription } from './plant.ts'

  function* send() {
    yield* connect()
    yield* hello()
    const subscription = plantSubscription(yield* subscribe())
    const payload = ['canary', 'payload', Math.random()].join('-')
    plant('payload', payload)
    const receipt = yield* sendNotification(subscription, payload, { ttl: 60 })
    plant('location', new URL(receipt.location).pathname.split('/').at(-1))
    return subscription
  }
  export function* lost() {
    yield* expectNotification(yield* send(), { payload: 'another', timeout: 200 })
  }
  export function* told() {
    const subscription = yield* send()
    const { endpoint } = subscription
    const message = 'POST ' + endpoint + ' failed for ' + JSON.stringify(subscription)
    throw new Error(message, { cause: new Error('at ' + endpoint) })
  }
`

/** So much of a long secret is enough to recognise it: Vitest cuts long values off. */
const recognisable = 20

/** Which of the secrets are where; an empty list is what one wishes for. */
export function findSecrets(
  secrets: Iterable<readonly [what: string, secret: string]>,
  texts: ReadonlyMap<string, string>,
): string[] {
  return [...secrets].flatMap(([what, secret]) =>
    [...texts]
      .filter(([, text]) => text.includes(secret.slice(0, recognisable)))
      .map(([place]) => `${what} in ${place}`),
  )
}

/** What has been planted so far. */
export function planted(project: Pick<TemporaryProject, 'read'>): [what: string, secret: string][] {
  const lines = project.read(plantedFile).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as [string, string])
}

/** Every file that is neither a source nor installed, by its path. */
export function outputsOf(project: TemporaryProject): Map<string, string> {
  const isOutput = (path: string): boolean =>
    !/^(node_modules|\.local|planted)|^[^/]*\.(ts|json|mjs)$/.test(path) || path === 'tree.json'
  const files = readdirSync(project.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.directory.length + 1))
  return new Map(files.filter(isOutput).map((path) => [path, project.read(path)]))
}
