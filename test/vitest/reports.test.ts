import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { TemporaryProject, treeReporter } from './temporary-project.ts'

const suite = `
  import { expect, Feature, Quirk, requireFeature, skipWithQuirk, describe, test } from 'pushwright'

  describe('a service', () => {
    test('passes', async ({ client }) => { expect(client.uaid).toBeDefined() })

    test.with(requireFeature(Feature.Topic))('needs a feature', () => {})

    test.with(skipWithQuirk(Quirk.TopicNotReplaced))('cannot live with a quirk', () => {})

    test('skips itself', ({ skip }) => { skip('not on a <Monday> & "never"') })

    test.skip('is skipped by its author', () => {})

    test.todo('is still to be written')

    test('fails', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await applicationServer.send(subscription, { title: 'lo' })
      await expect(client).toReceivePush({ title: 'hi' }, { timeout: 100 })
    })
  })
`

const ini = (port: number): string => `[ideal]
provisioner = fixture-server

[odd]
provisioner = fixture-server
quirks[] = topic-not-replaced
missing_features[] = topic

[gone]
provisioner = anonymous
url = ws://127.0.0.1:${port}/
`

/** Without what differs from run to run. */
function steady(text: string): string {
  return text
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b/g, '<uuid>')
    .replace(/( *)\d+\.\d(?=ms)/g, '<ms>')
    .replace(/(time|timestamp|hostname)="[^"]*"/g, '$1=""')
    .replace(/"(duration|at)":\s?[\d.]+/g, '"$1":0')
    .replace(/"node":\s?"[\d.]+"/g, '"node":"<node>"')
    .replace(/\| \d+\.\d+\.\d+ \|/g, '| <node> |')
    .replace(/\b\d+(?:\.\d+)?(?:ms|s)\b/g, '<ms>')
    .replace(/Start at +[\d:]+/g, 'Start at <time>')
    .replace(/…\d+/g, '…<length>')
    .replace(/"version":"[^"]*"/g, '"version":"<version>"')
}

/** A cell of the page's data is a duration, or an outcome and a duration. */
function withoutDurations(page: string): string {
  return page.replace(/(?<="rows":).*?(?=,"outcomes")/, (rows) =>
    rows.replace(/\[(\d+),\d+\]/g, '[$1,"<ms>"]').replace(/(?<=,)\d+(?=[,\]])/g, '"<ms>"'),
  )
}

test('every outcome and every reason is in the terminal, the ledger, JUnit, Markdown, JSON and HTML', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': ini(await freePort()),
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config'
      import pushwright from 'pushwright/plugin'
      export default defineConfig({
        test: {
          reporters: [
            ['default', { summary: false }],
            ['junit', { outputFile: 'junit.xml', stackTrace: false }],
            ['${treeReporter}', {}],
          ],
          projects: [
            { plugins: [pushwright()], test: { name: 'e2e', include: ['*.test.ts'] } },
            { plugins: [pushwright({ config: 'nowhere.ini', target: 'x' })], test: { name: 'bare', include: ['*.test.ts'] } },
          ],
        },
      })
    `,
    'a.test.ts': suite,
  })
  const { exitCode, output } = await project.pushwright(['matrix', '--project', 'e2e,bare'], {
    TREE_FILE: join(project.directory, 'tree.json'),
  })
  expect(exitCode).toBe(1)
  const report = output.slice(output.indexOf('\n Transcript of'))
  const files = {
    'tree.json': steady(project.read('tree.json')),
    // Vitest tells of its JUnit report with the whole path.
    'terminal.txt': steady(report).replaceAll(project.directory, '<root>'),
    'ledger.json': steady(project.read('.vitest/pushwright/ledger.json')),
    'junit.xml': steady(project.read('junit.xml')),
    'grid.md': steady(project.read('.vitest/pushwright/grid.md')),
    'grid.json': steady(project.read('.vitest/pushwright/grid.json')),
    'grid.html': withoutDurations(steady(project.read('.vitest/pushwright/grid.html'))),
  }
  for (const [name, text] of Object.entries(files)) {
    expect(text).not.toContain(project.directory)
    await expect(text).toMatchFileSnapshot(`golden/${name}`)
  }
})
