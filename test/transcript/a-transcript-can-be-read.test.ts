import { describe, expect, test } from 'vitest'
import { now, renderDiagram, renderJsonLines, renderText, type TranscriptEvent } from '../../src/transcript/index.ts'

const at = 1_700_000_000_000
const events: readonly TranscriptEvent[] = [
  { at, actor: 'client 1', kind: 'open', text: 'ws://127.0.0.1:9' },
  { at: at + 1, actor: 'client 1', kind: 'frame', direction: 'sent', text: '{"messageType":"hello"}' },
  {
    at: at + 2.25,
    actor: 'client 1',
    kind: 'frame',
    direction: 'received',
    text: '{"messageType":"hello","status":200}',
  },
  { at: at + 3, actor: 'application server', kind: 'request', direction: 'sent', text: 'POST /wpush/v1/abc (3 bytes)' },
  { at: at + 4, actor: 'server', kind: 'frame', direction: 'sent', peer: 'client 1', text: '{}' },
  { at: at + 5, actor: 'application server', kind: 'response', direction: 'received', text: '201' },
  { at: at + 6, actor: 'client 1', kind: 'ping', direction: 'received', text: '' },
  { at: at + 1234.5, actor: 'client 1', kind: 'close', direction: 'received', text: '1001 bye' },
]

test('as text', () => {
  expect(renderText(events)).toMatchInlineSnapshot(`
    "     0.0ms  client 1 * open ws://127.0.0.1:9
         1.0ms  client 1 -> {"messageType":"hello"}
         2.3ms  client 1 <- {"messageType":"hello","status":200}
         3.0ms  application server -> request POST /wpush/v1/…3 (3 bytes)
         4.0ms  server -> {}
         5.0ms  application server <- response 201
         6.0ms  client 1 <- ping
      1234.5ms  client 1 <- close 1001 bye"
  `)
})

test('as a diagram', () => {
  expect(renderDiagram(events)).toMatchInlineSnapshot(`
    "                  client 1              push service         application server            server
         0.0ms            *                       |                       |                       |             open ws://127.0.0.1:9
         1.0ms            |---------------------->|                       |                       |             {"messageType":"hello"}
         2.3ms            |<----------------------|                       |                       |             {"messageType":"hello","status":200}
         3.0ms            |                       |<----------------------|                       |             request POST /wpush/v1/…3 (3 bytes)
         4.0ms            |<----------------------------------------------------------------------|             {}
         5.0ms            |                       |---------------------->|                       |             response 201
         6.0ms            |<----------------------|                       |                       |             ping
      1234.5ms            |<----------------------|                       |                       |             close 1001 bye"
  `)
})

test('as JSON lines', () => {
  const lines = renderJsonLines(events).split('\n')
  expect(lines).toHaveLength(events.length)
  expect(lines.slice(0, 1)).toMatchInlineSnapshot(`
    [
      "{"at":1700000000000,"actor":"client 1","kind":"open","text":"ws://127.0.0.1:9"}",
    ]
  `)
  expect(lines.map((line) => JSON.parse(line).at)).toEqual(events.map((event) => event.at))
})

describe('only the last', () => {
  test.each([
    [1, 1],
    [3, 3],
    [0, 0],
    [100, events.length],
  ])('%d', (last, count) => {
    expect(renderJsonLines(events, { last }).split('\n').filter(Boolean)).toHaveLength(count)
  })
})

test('an empty one is empty', () => {
  expect([renderText([]), renderJsonLines([]), renderDiagram([])]).toEqual(['', '', ''])
})

test('times are since the epoch, and finer than a millisecond', () => {
  expect(Math.abs(now() - Date.now())).toBeLessThan(60_000)
  expect(Array.from({ length: 1000 }, now).some((time) => !Number.isInteger(time))).toBe(true)
})
