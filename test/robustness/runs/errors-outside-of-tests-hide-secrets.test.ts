import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from '../../vitest/temporary-project.ts'
import { findSecrets, outputsOf } from './planted.ts'

/** In pieces, since the source is shown beside an error. */
const secretModule = `
  export const endpoint = (place) => 'http://127.0.0.1:1/wpush/v2/' + ['canary', 'endpoint', place].join('-')
`
const hooks = `
  import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest'
  import { test } from 'pushwright'
  import { endpoint } from './secret.ts'
  const fail = (place) => { throw new Error('POST ' + endpoint(place), { cause: new Error('at ' + endpoint(place)) }) }
  describe('a', () => { beforeAll(() => fail('beforeAll')); test('never runs', () => {}) })
  describe('b', () => { afterAll(() => fail('afterAll')); test('passes', () => {}) })
  describe('c', () => { beforeEach(() => fail('beforeEach')); test('never runs', () => {}) })
  describe('d', () => { afterEach(() => fail('afterEach')); test('passes', () => {}) })
  test('loses a rejection', async () => {
    void Promise.reject(new Error('POST ' + endpoint('rejection')))
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
  test('loses an exception', async () => {
    setTimeout(() => fail('exception'))
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
  afterAll(() => fail('file'))
`
const imported = `
  import { endpoint } from './secret.ts'
  throw new Error('POST ' + endpoint('import'))
`
const places = ['beforeAll', 'afterAll', 'beforeEach', 'afterEach', 'rejection', 'exception', 'file', 'import']

test('errors of hooks, of imports and those that nobody catches', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'secret.ts': secretModule,
    'a.test.ts': hooks,
    'b.test.ts': imported,
  })
  const reporters = [
    '--reporter=verbose',
    '--reporter=junit',
    '--outputFile.junit=reports/junit.xml',
    '--reporter=json',
  ]
  const { output, exitCode } = await project.run([...reporters, '--outputFile.json=reports/run.json'])
  expect(exitCode).toBe(1)
  const texts = new Map([...outputsOf(project), ['terminal', output]])
  expect(
    findSecrets(
      places.map((place) => [place, `canary-endpoint-${place}`]),
      texts,
    ),
  ).toEqual([])
  const shown = await project.run([], { PUSHWRIGHT_SECRETS: 'true' })
  for (const place of places) expect(shown.output).toContain(`canary-endpoint-${place}`)
})
