import { expect, test } from 'vitest'
import { ledgerOf, renderLedger } from '../../src/report/index.ts'
import { runRecord, targetRecord, testRecord } from './runs.ts'

const topic = { reason: 'feature', ids: ['urn:pushwright:feature:topic'], note: 'target a lacks topic' } as const
const own = { reason: 'quirk', ids: ['https://push.example/quirks/own'], note: 'has it' } as const

test('groups by reason, what and target, the largest first; names are short, those of others whole', () => {
  const run = runRecord([
    targetRecord('a', [
      testRecord('one', 'passed'),
      testRecord('two', 'skipped', own),
      testRecord('three', 'skipped', topic),
      testRecord('four', 'skipped', topic),
      testRecord('five', 'skipped', { reason: 'runtime', note: 'not today' }),
    ]),
    targetRecord('b', [testRecord('two', 'skipped', { reason: 'target-down', note: 'target b is down' })]),
  ])
  expect(renderLedger(ledgerOf([run])).join('\n')).toMatchInlineSnapshot(`
    "
     5 tests of 6 did not run
         1  target-down   e2e on b  target b is down
         2  feature       e2e on a  topic
         1  quirk         e2e on a  https://push.example/quirks/own
         1  runtime       e2e on a  not today"
  `)
})

test('a run in which every test ran has no table', () => {
  const ledger = ledgerOf([runRecord([targetRecord('a', [testRecord('one', 'passed'), testRecord('two', 'failed')])])])
  expect(ledger).toMatchObject({ format: 'pushwright-ledger', tests: 2, rows: [] })
  expect(renderLedger(ledger)).toEqual([])
})
