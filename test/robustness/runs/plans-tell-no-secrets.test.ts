import { expect, test } from 'vitest'
import { TemporaryProject } from '../../vitest/temporary-project.ts'
import { findSecrets, leakyScenarios, outputsOf, planted, plantModule } from './planted.ts'

test('neither the log, the report, its page nor the transcript of a plan and of a scenario', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': '[fixture-server]\n',
    'plant.ts': plantModule,
    'leaky.ts': leakyScenarios,
  })
  const log = (file: string): string[] => ['--log-level', 'debug', '--log-format', 'json', '--log-output', file]
  const runs = await Promise.all([
    project.pushwright([
      'plan',
      './leaky.ts:lost, 4, 1, 0 | ./leaky.ts:told, 4, 1, 0',
      '--workers',
      '2',
      ...log('plan.log'),
      '--json',
      'plan.report',
      '--html',
      'plan.html',
    ]),
    ...['lost', 'told'].map((name) => project.pushwright(['scenario', `./leaky.ts:${name}`, ...log(`${name}.log`)])),
  ])
  for (const { exitCode, output } of runs) expect(exitCode, output).toBe(1)
  const texts = new Map([
    ...outputsOf(project),
    ...runs.map(({ output }, index) => [`terminal ${index}`, output] as const),
  ])
  for (const name of ['plan.log', 'plan.report', 'plan.html', 'lost.log']) expect(texts.get(name)).not.toBe('')
  // Each scenario plants five secrets.
  expect(planted(project)).toHaveLength(10 * 5)
  expect(findSecrets(planted(project), texts)).toEqual([])
})
