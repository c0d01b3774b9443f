import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadPlan, type PlanInput, readPlan } from '../../src/load/plan/index.ts'

function directory(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'pushwright-plan-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  return root
}

const full: PlanInput = {
  name: 'evening',
  steps: [
    {
      scenario: [
        { scenario: 'basic', weight: 3 },
        { scenario: './mine.ts:chat', args: [{ room: 7 }] },
      ],
      rate: [
        { duration: '30s', from: 0, to: 50 },
        { duration: 500, at: 50 },
      ],
    },
    { scenario: 'registerForever', args: [30], clients: [{ duration: '2m', at: 4 }], thinkTime: '1s', delay: '1.5s' },
    { scenario: 'basic', quantity: 7, stagger: 2 },
    'basic, 1, 1, 0 | basicTopic, 2, 1, 0',
  ],
  thresholds: ['notification.latency p99 < 500ms', 'errors < 0.1%'],
  gracefulStop: '5s',
}

test('every kind of arrival becomes data in milliseconds', () => {
  const once = (scenario: string, args: unknown[] = [], weight = 1) => ({ scenario, args, weight })
  expect(readPlan(full, 'file')).toEqual({
    name: 'evening',
    steps: [
      {
        mix: [once('basic', [], 3), once('./mine.ts:chat', [{ room: 7 }])],
        arrival: {
          model: 'rate',
          stages: [
            { duration: 30_000, from: 0, to: 50 },
            { duration: 500, from: 50, to: 50 },
          ],
        },
        delay: 0,
      },
      {
        mix: [once('registerForever', [30])],
        arrival: { model: 'clients', stages: [{ duration: 120_000, from: 4, to: 4 }], thinkTime: 1000, pace: 0 },
        delay: 1500,
      },
      { mix: [once('basic')], arrival: { model: 'launch', quantity: 7, perSecond: 2 }, delay: 0 },
      { mix: [once('basic')], arrival: { model: 'launch', quantity: 1, perSecond: 1 }, delay: 0 },
      { mix: [once('basicTopic')], arrival: { model: 'launch', quantity: 2, perSecond: 1 }, delay: 0 },
    ],
    thresholds: ['notification.latency p99 < 500ms', 'errors < 0.1%'],
    gracefulStop: 5000,
    seed: 1,
  })
})

test.for([
  [{ steps: [] }, /^steps: Expected a list that is not empty, got a list of 0\.$/],
  [{ stesp: [] }, /^The plan: There is no field "stesp"; did you mean "steps"\?/],
  [undefined, /^The plan: Expected an object, got nothing\./],
  [{ steps: [{ scenario: 'basic' }] }, /^steps\[0\]: Expected one of `quantity`, `rate` and `clients`, got none\./],
  [
    { steps: [{ scenario: 'basic', quantity: 1, rate: [] }] },
    /^steps\[0\]: Expected one of .*, got quantity and rate\./,
  ],
  [
    { steps: ['basic, 1, 1, 0', { scenario: 'basic', rate: [{ duration: 'soon', at: 1 }] }] },
    /^steps\[1\]\.rate\[0\]\.duration: Expected a duration such as 500ms, 5s or 2m, got "soon"\./,
  ],
  [{ steps: [{ scenario: 'basic', rate: [{ duration: '0s', at: 1 }] }] }, /rate\[0\]\.duration: .* above 0/],
  [
    { steps: [{ scenario: 'basic', rate: [{ duration: '1s', at: -1 }] }] },
    /rate\[0\]\.at: Expected a number from 0 on/,
  ],
  [{ steps: [{ scenario: 'basic', rate: [{ duration: '1s', from: 1 }] }] }, /rate\[0\]\.to: .* got nothing/],
  [
    { steps: [{ scenario: 'basic', quantity: 1, stagger: 1, thinkTime: '1s' }] },
    /^steps\[0\]\.thinkTime: Expected `thinkTime` only beside `clients`, got it beside `quantity`\./,
  ],
  [
    { steps: [{ scenario: [{ scenario: 'basic', weight: 0 }], quantity: 1, stagger: 1 }] },
    /\.weight: .* above 0, got 0/,
  ],
  [
    { steps: [{ scenario: 'basic', args: [() => 1], quantity: 1, stagger: 1 }] },
    /\.args: Expected JSON values, got a f/,
  ],
  [{ steps: [{ scenario: 'basic', args: [undefined], quantity: 1, stagger: 1 }] }, /\.args: .* got nothing/],
  [{ steps: ['basic, 1, 1'] }, /Expected quantity, stagger and delay/],
  [{ steps: ['basic, 1, 1, 0'], thresholds: ['latency is low'] }, /^Expected a threshold such as/],
] as const)('%j is refused, and the field named', ([input, message]) => {
  expect(() => readPlan(input, 'file')).toThrow(message)
})

test('a TypeScript file, a JSON file and a text mean the same', async () => {
  const root = directory({
    'a.ts': "const plan: object = { steps: ['basic, 1, 1, 0'] }\nexport default plan\n",
    'b.json': '{"steps":["basic, 1, 1, 0"]}',
  })
  const [a, b, text] = await Promise.all(['a.ts', 'b.json', 'basic, 1, 1, 0'].map((plan) => loadPlan(plan, root)))
  expect(a).toEqual({ ...text, name: 'a' })
  expect(b).toEqual({ ...text, name: 'b' })
})

test.for([
  ['nowhere.ts', /^nowhere\.ts: The plan cannot be loaded: there is no such file\.$/],
  ['nowhere.json', /^nowhere\.json: The plan cannot be loaded: there is no such file\.$/],
  ['torn.json', /^torn\.json: The plan cannot be loaded: /],
  ['throws.ts', /^throws\.ts:2: The plan cannot be loaded: mine$/],
  ['lonely.ts', /^lonely\.ts: The plan cannot be loaded: .*absent\.ts/],
  ['empty.ts', /^empty\.ts: The plan: Expected an object, got nothing\./],
] as const)('%s is refused, and the file named', async ([name, message]) => {
  const root = directory({
    'torn.json': '{',
    'empty.ts': 'export {}\n',
    'throws.ts': "\nthrow new Error('mine')\nexport {}\n",
    'lonely.ts': "import './absent.ts'\n",
  })
  await expect(loadPlan(name, root)).rejects.toThrow(message)
})
