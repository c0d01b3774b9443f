// From what Vitest knows at the end of a run to plain data.
import type { TestCase, TestModule, TestProject } from 'vitest/node'
import type { RunRecord, Skip, TargetRecord, TestRecord } from '../../report/index.ts'
import { type EnvironmentOptions, type Provided, pushwrightKey } from '../provided.ts'
import type { PushwrightFileMeta } from '../requirements.ts'

/** What a run was, beside its tests. */
export interface RunFrame {
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly duration: number
  /** Whether only some tests of each file were selected; those that were not are no skips. */
  readonly filtered: boolean
}

/** The options of a project that has the plugin; `undefined` for others. */
export function optionsOf(project: TestProject): EnvironmentOptions | undefined {
  // A project without the plugin has no options at all, whatever the type says.
  const options = project.config.environmentOptions as Record<string, unknown> | undefined
  return options?.[pushwrightKey] as EnvironmentOptions | undefined
}

/** The tests of the projects that have the plugin: one run for each version of Node that took part. */
export function collectRuns(modules: readonly TestModule[], frame: RunFrame): RunRecord[] {
  const ours = modules.filter(({ project }) => optionsOf(project) !== undefined)
  // The order in which files end is by chance.
  const sorted = ours.toSorted((a, b) => compare(a.project.name, b.project.name) || compare(a.moduleId, b.moduleId))
  const parts = Map.groupBy(
    sorted.map((module) => ({ module, meta: metaOf(module) })),
    ({ module, meta }) => JSON.stringify([meta.node, module.project.name, meta.target]),
  )
  const targets = [...parts.values()].map((members) => {
    const [first] = members as [(typeof members)[number]]
    return { node: first.meta.node, target: targetOf(first.module.project, members, frame) }
  })
  return [...Map.groupBy(targets, ({ node }) => node)].map(([node, members]) => ({
    format: 'pushwright-run',
    version: 1,
    startedAt: new Date(frame.startedAt).toISOString(),
    duration: frame.duration,
    node,
    targets: members.map(({ target }) => target),
  }))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What a worker wrote; of a file in which no test got as far as that, what the main process knows. */
function metaOf(module: TestModule): PushwrightFileMeta {
  const { pushwrightFile } = module.meta()
  if (pushwrightFile !== undefined) return pushwrightFile
  const provided = module.project.getProvidedContext()[pushwrightKey] as Provided | undefined
  const { state = 'unconfigured' } = provided ?? {}
  const target = provided !== undefined && 'target' in provided ? { target: provided.target } : {}
  return { state, node: process.version.slice(1), ...target }
}

function targetOf(
  project: TestProject,
  members: readonly { module: TestModule; meta: PushwrightFileMeta }[],
  { filtered }: RunFrame,
): TargetRecord {
  const { node: _node, ...target } = (members[0] as (typeof members)[number]).meta
  const tests = members.flatMap(({ module }) => {
    const cases = [...module.children.allTests()].flatMap((testCase) => recordOf(testCase, filtered) ?? [])
    return [...collectionErrorOf(module), ...cases]
  })
  return { project: project.name, ...target, tests }
}

/** A file that could not be collected is one test that failed. */
function collectionErrorOf(module: TestModule): TestRecord[] {
  const errors = module.errors().map(({ message }) => message)
  if (errors.length === 0) return []
  return [{ file: module.relativeModuleId, path: ['(the file)'], state: 'failed', duration: 0, errors }]
}

function recordOf(testCase: TestCase, filtered: boolean): TestRecord | undefined {
  const { state, errors } = testCase.result()
  const { skip } = testCase.meta().pushwright ?? {}
  const known = {
    file: testCase.module.relativeModuleId,
    path: pathOf(testCase),
    duration: Math.round(testCase.diagnostic()?.duration ?? 0),
  }
  if (state === 'skipped' || state === 'pending') {
    const why = skip ?? ownSkipOf(testCase, filtered)
    return why && { ...known, state: 'skipped', skip: why }
  }
  const messages = (errors ?? []).map(({ message }) => message)
  return { ...known, state, ...(messages.length > 0 && { errors: messages }) }
}

/** A skip that no requirement has caused; none for a test that was not selected. */
function ownSkipOf(testCase: TestCase, filtered: boolean): Skip | undefined {
  const result = testCase.result()
  const note = result.state === 'skipped' ? result.note : undefined
  if (note === undefined && filtered) return undefined
  return {
    reason: 'runtime',
    ids: [],
    note: note ?? `${testCase.options.mode === 'todo' ? 'todo' : 'skip'} in the test file`,
  }
}

function pathOf(testCase: TestCase): string[] {
  const path = [testCase.name]
  for (let parent = testCase.parent; parent.type === 'suite'; parent = parent.parent) path.unshift(parent.name)
  return path
}
