import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { definePlan, loadPlan, readPlan } from '../../src/load/index.ts'
import { counterNames, latencyNames, runNames } from '../../src/load/metrics/index.ts'
import { directory } from './stage.ts'

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

test.for([...Object.values(latencyNames), ...Object.values(counterNames), ...Object.values(runNames), 'post.status'])(
  '%s is in docs/reference/metrics.md',
  (name) => {
    expect(read('reference/metrics.md')).toContain(`\`${name}\``)
  },
)

test('the plans of docs/how-to/load.md can be read', async () => {
  const text = read('how-to/load.md')
  const [, source = ''] = /```ts\n(.*?)```/s.exec(text) ?? []
  const json = source.replace(/^import .*$/m, '').replace('definePlan(', '(')
  const root = directory({ 'plan.ts': json })
  expect((await loadPlan('plan.ts', root)).steps).toHaveLength(3)
  const [, plan = ''] = /pushwright plan "([^"]+)"/.exec(text) ?? []
  expect(readPlan(definePlan({ steps: [plan] }), 'text').steps).toHaveLength(2)
})
