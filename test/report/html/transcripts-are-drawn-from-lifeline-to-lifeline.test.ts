import { describe, expect, test } from 'vitest'
import { renderTranscriptPage } from '../../../src/report/html/index.ts'
import type { TranscriptData } from '../../../src/report/html/transcript-data.ts'
import type { TranscriptRecord } from '../../../src/report/index.ts'
import type { TranscriptEvent } from '../../../src/transcript/index.ts'
import { readPage } from './read-page.ts'
import { conversation, secret, transcriptRecord } from './sample-transcripts.ts'

function dataOf(record: TranscriptRecord, options = {}): TranscriptData {
  const [data] = readPage(renderTranscriptPage([record], options)).data as TranscriptData[]
  return data as TranscriptData
}

function labelOf(event: Partial<TranscriptEvent>): string | undefined {
  const events = [{ at: 0, actor: 'client 1', kind: 'frame', ...event } as TranscriptEvent]
  return dataOf(transcriptRecord({ events })).events[0]?.[5]
}

describe('lifelines', () => {
  test('clients are on the left, application servers on the right', () => {
    const { lifelines } = dataOf(transcriptRecord())
    expect(lifelines).toEqual(['client 1', 'client 2', 'server', 'application server'])
  })

  test('the push service has a name of its own where no server recorded', () => {
    const events = conversation().filter(({ actor }) => actor !== 'server')
    expect(dataOf(transcriptRecord({ events })).lifelines).toContain('push service')
  })

  test('an application server of any name is known by its requests', () => {
    const events = conversation().map((event) =>
      event.actor === 'application server' ? { ...event, actor: 'backend' } : event,
    )
    expect(dataOf(transcriptRecord({ events })).lifelines.at(-1)).toBe('backend')
  })
})

test('an event has its time since the first, its ends, its kind and its words', () => {
  const { start, events } = dataOf(transcriptRecord())
  expect(start).toBe(Date.parse('2026-01-02T03:04:05.000Z'))
  expect(events[7]?.slice(0, 6)).toEqual([5.125, 0, 2, 'received', 'frame', 'register'])
  expect(events[9]).toEqual([6.5, 2, -1, '', 'fault', 'fault delay notification 20ms', 'delay notification 20ms'])
  expect(events.at(-2)?.slice(4, 6)).toEqual([
    'missing',
    'missing a notification for the second subscription, within 5s',
  ])
})

test.for([
  [{ text: '{"messageType":"hello","status":200}' }, 'hello'],
  [{ text: '{"messageType":"hello","status":500}' }, 'hello 500'],
  [{ text: '{}' }, 'ping {}'],
  [{ text: '3 binary bytes' }, '3 binary bytes'],
  [{ text: '[1]' }, '[1]'],
  [{ kind: 'response', text: '201' }, '201'],
  [{ kind: 'close', text: '1000 bye' }, 'close 1000 bye'],
  [{ kind: 'pong' }, 'pong'],
  [{ kind: 'note', text: 'x '.repeat(100) }, `note ${'x '.repeat(37)}…`],
] as const)('an arrow says in a few words what it is: %o', ([event, label]) => {
  expect(labelOf(event)).toBe(label)
})

describe('secrets', () => {
  const record = transcriptRecord({ errors: [`got http://127.0.0.1:9/wpush/v2/${secret}`] })

  test('are nowhere in the page', () => {
    expect(renderTranscriptPage([record])).not.toContain(secret)
  })

  test('are shown to those who ask for them', () => {
    const data = JSON.stringify(dataOf(record, { secrets: true }))
    expect(data.split(secret).length).toBe(JSON.stringify(record).split(secret).length + 1)
  })
})

test('without script there is a diagram in text', () => {
  const { markup } = readPage(renderTranscriptPage([transcriptRecord()]))
  expect(markup).toContain('<h2>delivery &gt; a notification comes once</h2>')
  expect(markup).toContain('missing a notification for the second subscription, within 5s')
})

test('a test in which nothing was said is a page, too', () => {
  expect(dataOf(transcriptRecord({ events: [] }))).toMatchObject({ lifelines: [], events: [], start: 0 })
})
