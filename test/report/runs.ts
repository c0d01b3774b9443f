// Runs to make reports of.
import type { RunRecord, Skip, TargetRecord, TestRecord } from '../../src/report/index.ts'

/** A test, by its title. */
export function testRecord(title: string, state: TestRecord['state'], skip?: Partial<Skip>): TestRecord {
  return {
    file: 'e2e/a.test.ts',
    path: title.split(' > '),
    state,
    duration: 1,
    ...(skip && { skip: { reason: 'feature', ids: [], note: 'a note', ...skip } }),
    ...(state === 'failed' && { errors: ['Expected | one\nthing.'] }),
  }
}

/** The tests of a target. */
export function targetRecord(target: string, tests: readonly TestRecord[]): TargetRecord {
  return { project: 'e2e', target, state: 'ready', tests }
}

/** A run of some targets. */
export function runRecord(targets: readonly TargetRecord[], node = '24.1.0'): RunRecord {
  return { format: 'pushwright-run', version: 1, startedAt: '2026-01-02T03:04:05.000Z', duration: 1000, node, targets }
}
