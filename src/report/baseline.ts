// Which tests are known not to run on a target: what a later run is compared with.
import { shortName } from './names.ts'
import { type TargetRecord, type TestRecord, titleOf } from './run-record.ts'
import type { Skip } from './skip.ts'

/** The file of a baseline: for each target and file, the title of each test that does not run, and why. */
export interface Baseline {
  readonly format: 'pushwright-baseline'
  readonly version: 1
  readonly targets: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>
}

/** A baseline that lists nothing. */
export const emptyBaseline: Baseline = { format: 'pushwright-baseline', version: 1, targets: {} }

/**
 * What the run does otherwise than the baseline says, one line each; only files of the run are looked at.
 *
 * @param whole - Whether all tests of each file were selected; if not, a test that is missing is no news.
 */
export function compareWithBaseline(baseline: Baseline, target: TargetRecord, whole: boolean): string[] {
  const name = nameOf(target)
  const listed = baseline.targets[name] ?? {}
  return [...Map.groupBy(target.tests, ({ file }) => file)].flatMap(([file, tests]) => {
    const known = new Map(Object.entries(listed[file] ?? {}))
    const fresh = [...skipsOf(tests)].filter(([title]) => !known.has(title))
    const states = new Map(tests.map((test) => [titleOf(test), test.state]))
    const gone = [...known].filter(([title]) => states.get(title) !== 'skipped' && (whole || states.has(title)))
    return [
      ...fresh.map(([title, why]) => `${name}: ${file} > ${title}: does not run any more (${why})`),
      ...gone.map(([title, why]) => {
        const now = states.has(title) ? 'runs now' : 'is no longer there'
        return `${name}: ${file} > ${title}: ${now}, and is listed as not running (${why})`
      }),
    ]
  })
}

/** The baseline with what this run shows; files and targets that were not part of it stay. */
export function updateBaseline(baseline: Baseline, target: TargetRecord, whole: boolean): Baseline {
  const name = nameOf(target)
  const files = { ...baseline.targets[name] }
  for (const [file, tests] of Map.groupBy(target.tests, ({ file }) => file)) {
    const kept = Object.entries(files[file] ?? {}).filter(
      ([title]) => !whole && !tests.some((test) => titleOf(test) === title),
    )
    files[file] = sorted([...kept, ...skipsOf(tests)])
    if (Object.keys(files[file]).length === 0) delete files[file]
  }
  return {
    ...baseline,
    targets: sorted([...Object.entries({ ...baseline.targets, [name]: sorted(Object.entries(files)) })]),
  }
}

/**
 * Reads the text of a baseline.
 *
 * @throws SyntaxError if it is none; the message says what was expected.
 */
export function parseBaseline(text: string): Baseline {
  const value = JSON.parse(text) as Partial<Baseline> | null
  if (value?.format === 'pushwright-baseline' && value.version === 1 && typeof value.targets === 'object') {
    return value as Baseline
  }
  throw new SyntaxError('expected {"format": "pushwright-baseline", "version": 1, "targets": {...}}')
}

function nameOf({ target, project }: TargetRecord): string {
  return target ?? project
}

/** Skips of the test's own are no business of the target. */
function skipsOf(tests: readonly TestRecord[]): Map<string, string> {
  return new Map(
    tests.flatMap((test) =>
      test.skip === undefined || test.skip.reason === 'runtime' ? [] : [[titleOf(test), why(test.skip)]],
    ),
  )
}

function why({ reason, ids }: Skip): string {
  return [reason, ...ids.map(shortName)].join(' ')
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}
