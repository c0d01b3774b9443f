import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ForeignProject } from './foreign-project.ts'

const { tarball, files } = inject('pushwrightPacked')
const versions = ['5.9', '6.0', '7']

const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, unknown>
}

/** Every path that somebody may import. */
const paths = Object.keys(exports).flatMap((path) => {
  if (path === './package.json') return []
  if (!path.includes('*')) return [path.replace('.', 'pushwright')]
  const provisioners = files.flatMap(({ path }) => path.match(/^dist\/provisioners\/(.*)\.js$/)?.[1] ?? [])
  return provisioners.map((name) => path.replace('.', 'pushwright').replace('*', name))
})

/** Imports each path, and fails to compile where one of them has no types. */
const consumer = `
type IsAny<T> = 0 extends 1 & T ? true : false
${paths.map((path, index) => `import * as entry${index} from '${path}'`).join('\n')}
${paths.map((_, index) => `const typed${index}: false = false as IsAny<typeof entry${index}>`).join('\n')}
export const typed = [${paths.map((_, index) => `typed${index}`).join(', ')}]

import { expect, test } from 'pushwright'
test('an encrypted push', async ({ client, applicationServer }) => {
  const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
  const receipt = await applicationServer.send(subscription, 'hello', { ttl: 60 })
  expect(receipt).toBeAccepted()
  await expect(client).toReceivePush('hello')
  // @ts-expect-error: a subscription is wanted.
  await applicationServer.send('hello')
})
`

let project: ForeignProject

beforeAll(async () => {
  project = new ForeignProject({
    'package.json': JSON.stringify({ name: 'consumer', type: 'module' }),
    'consumer.ts': consumer,
  })
  const compilers = versions.map((version) => `typescript-${version}@npm:typescript@${version}`).join(' ')
  await project.succeed(`npm install --save-dev ${tarball} vitest @types/node@24 ${compilers}`)
})

afterAll(() => project.remove())

test.for(paths.filter((path) => path !== 'pushwright'))('%s can be imported', async (path) => {
  project.write('import.js', `console.log(Object.keys(await import('${path}')).length)`)
  const { output } = await project.succeed('node import.js')
  expect(Number(output)).toBeGreaterThan(0)
})

test('pushwright can be imported by a test', async () => {
  project.write(
    'import.test.js',
    "import { expect, test } from 'pushwright'\ntest('adds', () => expect(1 + 1).toBe(2))",
  )
  expect((await project.succeed('npx vitest run')).output).toMatch(/Tests {2}1 (passed|skipped)/)
})

const ways = versions.flatMap((version) => [
  { version, module: 'node16', moduleResolution: 'node16' },
  { version, module: 'preserve', moduleResolution: 'bundler' },
])

test.for(ways)('TypeScript $version finds the types by $moduleResolution', async ({ version, ...options }) => {
  const compilerOptions = {
    ...options,
    strict: true,
    noEmit: true,
    target: 'es2024',
    types: ['node'],
    skipLibCheck: true,
  }
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
  const compiler = `node_modules/typescript-${version}`
  const { exitCode, output } = await project.run(`node ${compiler}/bin/tsc -p tsconfig.json`)
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: '' })
})

test('the declarations are right by themselves', async () => {
  const compilerOptions = {
    module: 'node16',
    strict: true,
    noEmit: true,
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    types: ['node'],
    skipLibCheck: false,
  }
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
  const { output } = await project.run('node node_modules/typescript-7/bin/tsc -p tsconfig.json')
  // Other packages want types of browsers.
  expect(output.split('\n').filter((line) => line.includes('node_modules/pushwright/'))).toEqual([])
})
