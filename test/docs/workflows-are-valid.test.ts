import { readdirSync, readFileSync } from 'node:fs'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { expect, test } from 'vitest'

const directory = new URL('../../.github/workflows/', import.meta.url)

async function problemsOf(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter())
  if (value === undefined) return ['nothing to read']
  const { errors = [] } = await convertWorkflowTemplate(context, value)
  return [...context.errors.getErrors().map(({ message }) => message), ...errors.map(({ Message }) => Message)]
}

test.for(readdirSync(directory))('GitHub can read %s, and every action in it is pinned', async (name) => {
  const content = readFileSync(new URL(name, directory), 'utf8')
  expect(await problemsOf(content)).toEqual([])
  for (const [, action] of content.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/@[0-9a-f]{40}$/)
})

test('the validator finds a job without steps and a wrong expression', async () => {
  const wrong = `$${'{{ nope.x }}'}`
  const content = `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${wrong}\n      - usse: y\n`
  expect((await problemsOf(content)).join('\n')).toMatch(/nope[\s\S]*usse|usse[\s\S]*nope/)
})
