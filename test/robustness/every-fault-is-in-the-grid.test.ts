import { expect, onTestFinished, test } from 'vitest'
import { type FaultEvent, FixtureServer } from '../../src/fixture/index.ts'
import { faults } from './faults/faults.ts'
import { shortForm } from './faults/short-form.ts'

/** The events of a family can have the same happen to them. */
const families: readonly (readonly FaultEvent[])[] = [
  ['connect'],
  ['hello', 'register', 'unregister', 'ack'],
  ['notification'],
  ['post'],
]

test.for(families)('whatever the fixture can do to %s', async ([event, ...others]) => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const kinds = Object.keys(server.faults.next(event as FaultEvent))
  const rows = faults.map(({ name }) => name)
  const played = (kind: string): boolean => [event, ...others].some((one) => rows.includes(`${one}: ${kind}`))
  expect(kinds.filter((kind) => !played(kind))).toEqual([])
})

test('the short form names rows of the grid', () => {
  const rows = faults.map(({ name }) => name)
  expect(shortForm.filter(([fault]) => !rows.includes(fault))).toEqual([])
})
