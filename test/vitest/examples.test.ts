// Examples that need the built package.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { FixtureServer } from '../../src/core.ts'
import { hasProgram } from '../has-program.ts'
import { TemporaryProject } from './temporary-project.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test.skipIf(!hasProgram('python3'))('the weather service is tested from Python', async () => {
  const { stderr } = await promisify(execFile)('python3', ['examples/fastify/test_weather.py'], { cwd: root })
  expect(stderr).toMatch(/Ran 1 test in .*\n\nOK\n/)
})

test('the provisioner of tenants takes one for each run, and gives it back', async () => {
  const tenants = new Map<string, FixtureServer>()
  const requests: string[] = []
  const admin = createServer(async ({ method, url = '' }, response) => {
    requests.push(`${method} ${url}`)
    if (method === 'POST') {
      const server = await FixtureServer.start()
      tenants.set('a', server)
      response.end(JSON.stringify({ id: 'a', url: server.url }))
      return
    }
    await tenants.get('a')?.close()
    response.end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void admin.close())
  await once(admin, 'listening')
  const { port } = admin.address() as { port: number }
  using project = new TemporaryProject({
    'tenant-provisioner.ts': readFileSync(
      new URL('../../examples/provisioner/tenant-provisioner.ts', import.meta.url),
      'utf8',
    ),
    '.local/e2etest.ini': `[tenants]\nprovisioner = ./tenant-provisioner.ts\nadmin = http://127.0.0.1:${port}/\n`,
    'a.test.ts': `
      import { expect, test } from 'pushwright'
      test('hears itself', async ({ client, applicationServer }) => {
        await applicationServer.send(await client.subscribe(), 'hello')
        await expect(client).toReceivePush('hello')
      })
    `,
  })
  const { tree, output } = await project.run()
  expect(tree?.modules[0]?.tests, output).toEqual([{ name: 'hears itself', result: 'passed' }])
  expect(requests).toEqual(['POST /tenants', 'DELETE /tenants/a'])
})
