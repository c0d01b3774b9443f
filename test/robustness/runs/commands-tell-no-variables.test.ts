import { expect, onTestFinished, test } from 'vitest'
import { FixtureServer } from '../../../src/fixture/index.ts'
import { TemporaryProject } from '../../vitest/temporary-project.ts'
import { findSecrets, outputsOf } from './planted.ts'

const env = {
  PASSWORD: 'canary-password',
  QUERY: 'canary-query',
  API_KEY: 'canary-api-key',
  TOKENS: 'canary-token-1, canary-token-2',
}
const secrets = Object.values(env)
  .flatMap((value) => value.split(', '))
  .map((value) => [value, value] as const)

/** It connects at first, and fails as soon as somebody works with it: with parts of what the INI says. */
const provisioner = `
  import { Provisioner } from 'pushwright/core'
  export default class extends Provisioner {
    #url
    #key
    #tokens
    configure(settings, global) {
      super.configure(settings, global)
      this.#url = settings.required('url')
      this.#key = settings.required('header').split(' ')[1]
      this.#tokens = settings.list('tokens')
    }
    clientOptions() {
      return { url: this.#url }
    }
    getClient() {
      throw new Error(\`GET /?k=\${this.#key} answered 403; it has \${this.#tokens.join(' and ')} of \${this.#url}\`)
    }
    async getConnectedClient(scope, request) {
      if (/probe|discovery/.test(request?.name)) return super.getConnectedClient(scope, request)
      return this.getClient()
    }
  }
`

const scenario = `
  import { connect } from 'pushwright/core'
  export function* connects() {
    yield* connect()
  }
`

const liveCase = `
  import { defineCase } from 'pushwright/core'
  import { connects } from './connects.ts'
  export const orders = defineCase({ name: 'orders', run: ({ scenario }) => scenario(connects) })
`

const suite = `
  import { test } from 'pushwright'
  test('connects', async ({ client }) => void client)
`

test('what the INI takes from the environment is told by no command', { timeout: 120_000 }, async () => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const url = `ws://me:\${env:PASSWORD}@${new URL(server.url).host}/?k=\${env:QUERY}`
  const own = `url = ${url}\nheader = Bearer \${env:API_KEY}\ntokens = \${env:TOKENS}\n`
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[own]\nprovisioner = ./own.ts\n${own}\n[stage]\nprovisioner = anonymous\nurl = ${url}\n`,
    'own.ts': provisioner,
    'connects.ts': scenario,
    'orders.ts': liveCase,
    'a.test.ts': suite,
  })
  const log = (file: string): string[] => ['--log-level', 'debug', '--log-output', file]
  const plan = ['plan', './connects.ts:connects, 1, 1, 0', '--target', 'own']
  const commands: Readonly<Record<string, readonly string[]>> = {
    scenario: ['scenario', './connects.ts:connects', '--target', 'own', ...log('scenario.log')],
    'scenario that passes': ['scenario', './connects.ts:connects', '--target', 'stage', ...log('passed.log')],
    plan: [...plan, '--json', 'plan.report', '--html', 'plan.html', ...log('plan.log')],
    'plan with workers': [...plan, '--workers', '2', '--json', 'workers.report'],
    live: ['live', './orders.ts', '--once', '--target', 'own', '--report', 'live.report', ...log('live.log')],
    probe: ['probe', '--target', 'own', '--only', 'topic'],
    'probe that succeeds': ['probe', '--target', 'stage', '--only', 'topic'],
    'probe as JSON': ['probe', '--target', 'stage', '--only', 'topic', '--json'],
    matrix: ['matrix', '--targets', 'own'],
  }
  for (const [name, args] of Object.entries(commands)) {
    const { output, exitCode } = await project.pushwright([...args], env)
    const texts = new Map([...outputsOf(project), [`terminal of ${name}`, output]])
    expect(exitCode, output).toBe(/passes|succeeds|JSON/.test(name) ? 0 : 1)
    if (exitCode === 1) expect(output).toContain('answered 403')
    expect(findSecrets(secrets, texts), name).toEqual([])
  }
})
