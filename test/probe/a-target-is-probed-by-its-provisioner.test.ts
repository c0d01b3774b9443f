import { expect, onTestFinished, test, vi } from 'vitest'
import { parseConfiguration } from '../../src/config/index.ts'
import { FixtureServer } from '../../src/fixture/index.ts'
import { type ProbeReport, runProbe, withTarget } from '../../src/probe/index.ts'
import { namesOf } from './probe-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

const probeIni = (...lines: string[]): Promise<ProbeReport> => {
  const configuration = parseConfiguration(['[target]', ...lines].join('\n'), { file: 'e2etest.ini', root: '.' })
  return withTarget(configuration, (target) => runProbe(target, { patience: 0 }))
}

test('an anonymous one', async () => {
  const server = await FixtureServer.start({ profile: 'legacy-autopush' })
  onTestFinished(() => server.close())
  const report = await probeIni('provisioner = anonymous', `url = ${server.url}`, 'max_clients = 3')
  expect(report.url).toBe(server.url)
  expect(namesOf(report)).toContain('stored-status-202')
  expect(report.findings.filter(({ seen }) => seen.includes('max_clients'))).toEqual([])
  expect(report.usage.channelsLeft).toBe(0)
})

test('a fixture server, with its declared quirks, over TLS', async () => {
  const report = await probeIni('provisioner = fixture-server', 'tls = true', 'quirks[] = padded-data')
  expect(report.url).toMatch(/^wss:/)
  expect(namesOf(report)).toEqual(['padded-data'])
})

test('one that may not be posted to', async () => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const report = await probeIni(
    'provisioner = anonymous',
    `url = ${server.url}`,
    'endpoint_allow[] = https://push.example',
  )
  expect(server.pushes).toEqual([])
  expect(report.findings.find(({ name }) => name === 'location')?.seen).toMatch(/^Refused to post to/)
})
