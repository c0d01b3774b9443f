// Proves what the suite believes: runs it on a fixture server with each quirk, and without each feature, declared and not.
//
// Declared, the suite must be green, and exactly the tests that name the quirk or the feature are skipped. Not declared, at
// least one of those tests must fail, and none in their files that does not name it. `npm run test:quirks [-- NAME...]` proves all, or the named ones.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pushwright from 'pushwright/plugin'
import { startVitest, type TestCase, type TestModule } from 'vitest/node'
import { Feature } from '../src/features/index.ts'
import { Quirk } from '../src/quirks/index.ts'

interface Item {
  readonly kind: 'quirk' | 'feature'
  readonly id: string
  readonly name: string
  /** How tests name it, such as `Quirk.TopicNotReplaced`. */
  readonly reference: string
  /** The behaviour that plays it. */
  readonly behaviour: string
}

/** What the two runs have shown. */
interface Verdict {
  readonly item: Item
  /** How many tests name it. */
  readonly naming: number
  /** Of those, how many fail when it is played and not declared. */
  readonly noticing: number
  readonly problems: readonly string[]
}

const items: readonly Item[] = [
  ...Object.entries(Quirk).map(
    ([key, { id, name, behaviour }]): Item => ({
      kind: 'quirk',
      id,
      name,
      reference: `Quirk.${key}`,
      behaviour: behaviour.name,
    }),
  ),
  ...Object.entries(Feature).flatMap(([key, { id, name, without }]): Item[] =>
    without === undefined ? [] : [{ kind: 'feature', id, name, reference: `Feature.${key}`, behaviour: without.name }],
  ),
]

/** Projects in one run of Vitest; each item needs two. */
const batchSize = 8

async function main(names: readonly string[]): Promise<number> {
  const chosen = names.length === 0 ? items : items.filter(({ name }) => names.includes(name))
  const unknown = names.filter((name) => !items.some((item) => item.name === name))
  if (unknown.length > 0) throw new Error(`There is no quirk or feature ${unknown.join(', ')}.`)
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-proof-'))
  const verdicts: Verdict[] = []
  try {
    for (let start = 0; start < chosen.length; start += batchSize) {
      const batch = chosen.slice(start, start + batchSize)
      const modules = await runSuite(batch, directory)
      for (const item of batch) {
        const verdict = judge(item, modules)
        verdicts.push(verdict)
        console.log(row(verdict))
      }
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
  const failed = verdicts.filter(({ problems }) => problems.length > 0)
  console.log(`${verdicts.length - failed.length} passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}

/** Runs the whole suite on two targets for each item. */
async function runSuite(batch: readonly Item[], directory: string): Promise<readonly TestModule[]> {
  const ini = join(directory, 'e2etest.ini')
  writeFileSync(
    ini,
    ['[global]', `target = ${sectionOf(batch[0] as Item, 'declared')}`, ...batch.flatMap(sections)].join('\n'),
  )
  const projects = batch.flatMap((item) =>
    (['declared', 'undeclared'] as const).map((mode) => ({
      plugins: [pushwright({ config: ini, target: sectionOf(item, mode) })],
      test: {
        name: sectionOf(item, mode),
        include: mode === 'declared' ? ['e2e/**/*.test.ts'] : filesNaming(item),
        isolate: false,
        // The built package, which Node loads itself: that is cheaper than hundreds of small files for each project.
        server: { deps: { external: [/\/dist\//] } },
      },
    })),
  )
  const vitest = await startVitest('test', [], {
    watch: false,
    reporters: [{}],
    projects,
    // More than cores: what is not declared makes tests wait in vain.
    maxWorkers: 4,
    config: false,
  })
  const modules = vitest.state.getTestModules()
  await vitest.close()
  // What is expected to fail is no failure of this process.
  process.exitCode = 0
  return modules
}

/** The files of the suite that can notice it: a test names what it is about. */
function filesNaming({ reference }: Item): string[] {
  const word = new RegExp(`${reference.replace('.', '\\.')}\\b`)
  const files = readdirSync('e2e').map((file) => `e2e/${file}`)
  return files.filter((file) => word.test(readFileSync(file, 'utf8')))
}

function sections(item: Item): string[] {
  const declaration = item.kind === 'quirk' ? 'quirks' : 'missing_features'
  return [
    `[${sectionOf(item, 'declared')}]`,
    'provisioner = fixture-server',
    `${declaration}[] = ${item.id}`,
    `[${sectionOf(item, 'undeclared')}]`,
    'provisioner = fixture-server',
    // A test that waits in vain is to fail soon.
    'timeout = 700ms',
    `behaviours[] = ${item.behaviour}`,
  ]
}

function sectionOf({ name, kind }: Item, mode: 'declared' | 'undeclared'): string {
  return `${kind}-${name}-${mode}`
}

function judge(item: Item, modules: readonly TestModule[]): Verdict {
  const declared = testsOf(modules, sectionOf(item, 'declared'))
  const undeclared = testsOf(modules, sectionOf(item, 'undeclared'))
  const naming = declared.filter((testCase) => names(testCase, item))
  const noticing = undeclared.filter((testCase) => names(testCase, item) && failed(testCase))
  const problems = [
    ...declared.filter(failed).map((testCase) => `declared, fails: ${testCase.fullName}`),
    ...declared
      .filter((testCase) => testCase.result().state === 'skipped' && !names(testCase, item))
      .map((testCase) => `declared, is skipped without need: ${testCase.fullName}`),
    ...naming
      .filter((testCase) => testCase.result().state !== 'skipped' && !expectsFailure(testCase))
      .map((testCase) => `declared, runs although it names it: ${testCase.fullName}`),
    ...(naming.length === 0 ? ['no test names it'] : []),
    ...(noticing.length === 0 ? ['not declared, no test notices it'] : []),
    ...undeclared
      .filter((testCase) => failed(testCase) && !names(testCase, item))
      .map((testCase) => `not declared, fails without naming it: ${testCase.fullName}`),
  ]
  return { item, naming: naming.length, noticing: noticing.length, problems }
}

function testsOf(modules: readonly TestModule[], project: string): TestCase[] {
  return modules
    .filter((module) => module.project.name === project)
    .flatMap((module) => [...module.children.allTests()])
}

function failed(testCase: TestCase): boolean {
  return testCase.result().state === 'failed'
}

function names(testCase: TestCase, { id }: Item): boolean {
  const requirements = testCase.meta().pushwright?.requirements ?? []
  return requirements.some(
    (requirement) =>
      ('features' in requirement && requirement.features.includes(id)) ||
      ('required' in requirement && requirement.required.includes(id)) ||
      ('quirk' in requirement && requirement.quirk === id),
  )
}

function expectsFailure(testCase: TestCase): boolean {
  const requirements = testCase.meta().pushwright?.requirements ?? []
  return requirements.some(({ kind }) => kind === 'expect-failure-with-quirk')
}

function row({ item, naming, noticing, problems }: Verdict): string {
  const mark = problems.length === 0 ? 'ok    ' : 'FAILED'
  const told = problems.slice(0, 5).map((problem) => `\n         ${problem}`)
  return `${mark} ${item.kind.padEnd(7)} ${item.name.padEnd(42)} named by ${naming}, noticed by ${noticing}${told.join('')}`
}

process.exit(await main(process.argv.slice(2)))
