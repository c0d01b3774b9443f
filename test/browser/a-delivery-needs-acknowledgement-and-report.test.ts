import { expect, test } from 'vitest'
import { type Delivery, DeliveryLedger } from '../../src/browser/delivery-ledger.ts'
import type { NotificationMessage } from '../../src/protocol/index.ts'

const channelID = '7d0f5a1c-2a5e-4b8e-9d3f-0a1b2c3d4e5f'

function message(version: string): NotificationMessage {
  return { messageType: 'notification', channelID, version }
}

function open(): { ledger: DeliveryLedger; delivered: () => [string, string][] } {
  const deliveries: Delivery[] = []
  const ledger = new DeliveryLedger((delivery) => deliveries.push(delivery))
  return {
    ledger,
    delivered: () => deliveries.map(({ message, plaintext }) => [message.version, plaintext.toString()]),
  }
}

test('in either order', () => {
  const { ledger, delivered } = open()
  ledger.give(message('1'), 0)
  ledger.give(message('2'), 0)
  ledger.acknowledge(channelID, '1', true)
  expect(delivered()).toEqual([])
  ledger.report(channelID, Buffer.from('one'))
  ledger.report(channelID, Buffer.from('two'))
  expect(delivered()).toEqual([['1', 'one']])
  ledger.acknowledge(channelID, '2', true)
  expect(delivered()).toEqual([
    ['1', 'one'],
    ['2', 'two'],
  ])
})

test('what the browser did not deliver is passed over', () => {
  const { ledger, delivered } = open()
  ledger.give(message('corrupt'), 0)
  ledger.give(message('good'), 0)
  ledger.acknowledge(channelID, 'corrupt', false)
  ledger.acknowledge(channelID, 'good', true)
  ledger.report(channelID, Buffer.from('good'))
  expect(delivered()).toEqual([['good', 'good']])
})

test('a message without a version is the oldest', () => {
  const { ledger, delivered } = open()
  ledger.give(message(''), 0)
  ledger.acknowledge(channelID, 'unknown', true)
  ledger.report(channelID, Buffer.from('text'))
  expect(delivered()).toEqual([['', 'text']])
})

test('it is settled when nothing is on its way, and what the connection took along is not', () => {
  const { ledger } = open()
  let settled = 0
  ledger.give(message('1'), 0)
  const stop = ledger.whenSettled(() => settled++)
  expect(settled).toBe(0)
  ledger.forgetGiven()
  expect(settled).toBe(1)
  stop()
  ledger.give(message('2'), 0)
  ledger.forgetGiven()
  expect(settled).toBe(1)
})

test('1000 reports wait for an acknowledgement; how many more there were is told once', () => {
  const { ledger, delivered } = open()
  const versions = Array.from({ length: 1002 }, (_, index) => String(index))
  for (const version of versions) {
    ledger.give(message(version), 0)
    ledger.report(channelID, Buffer.from(version))
  }
  expect(() => ledger.refuseIfLost()).toThrow(
    expect.objectContaining({ code: 'ERR_LIMIT', details: { lost: 2, limit: 1000 } }),
  )
  ledger.refuseIfLost()
  for (const version of versions) ledger.acknowledge(channelID, version, true)
  expect(delivered()).toEqual(versions.slice(0, 1000).map((version) => [version, version]))
})

test('a report that is awaited is not lost, however many others wait', () => {
  const { ledger, delivered } = open()
  const other = '00000000-2a5e-4b8e-9d3f-0a1b2c3d4e5f'
  for (let count = 0; count < 1000; count++) ledger.report(other, Buffer.from('x'))
  ledger.give(message('1'), 0)
  ledger.acknowledge(channelID, '1', true)
  ledger.report(channelID, Buffer.from('one'))
  expect(delivered()).toEqual([['1', 'one']])
  expect(() => ledger.refuseIfLost()).not.toThrow()
})
