import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPushwrightError } from '../../src/core.ts'
import { holds, parseThreshold } from '../../src/load/plan/index.ts'

test.for([
  ['notification.latency p99 < 500ms', { kind: 'latency', statistic: 'p99', isRaw: false, operator: '<', limit: 500 }],
  ['post.latency raw p99.9 <= 1.5s', { kind: 'latency', statistic: 'p99.9', isRaw: true, operator: '<=', limit: 1500 }],
  ['connect.latency max<2m', { kind: 'latency', statistic: 'max', limit: 120_000 }],
  ['errors < 0.1%', { kind: 'share', operator: '<', limit: 0.001 }],
  ['errors <= 0', { kind: 'count', metric: 'errors', limit: 0 }],
  ['notification.received count >= 1000', { kind: 'count', metric: 'notification.received', limit: 1000 }],
] as const)('%s', ([text, parts]) => {
  expect(parseThreshold(text)).toMatchObject({ text, ...parts })
})

test.for([
  '',
  'errors',
  'errors = 0',
  'errors < many',
  'notification.latency < 500ms',
  'notification.latency p99 < 500',
  'notification.latency p101 < 500ms',
  'notification.latency median < 500ms',
  'notification.sent < 5%',
  'errors raw < 1',
])('%j is refused', (text) => {
  expect(() => parseThreshold(text)).toThrow(/^Expected a threshold such as "notification\.latency p99 < 500ms"/)
})

test('the limit itself belongs to two of the four', () => {
  const operators = ['<', '<=', '>', '>='] as const
  expect(operators.map((operator) => holds({ operator, limit: 1 }, 1))).toEqual([false, true, false, true])
  expect(operators.map((operator) => holds({ operator, limit: 1 }, 2))).toEqual([false, false, true, true])
})

test('any text is a threshold or is refused', () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^(errors|a\.b) ?(raw )?(p9+|count|mean)? ?[<>=]{1,2} ?[\d.]+(ms|s|%)?$/),
  )
  fc.assert(
    fc.property(text, (some) => {
      try {
        expect(Number.isFinite(parseThreshold(some).limit)).toBe(true)
      } catch (error) {
        expect(isPushwrightError(error, 'ERR_OPTION')).toBe(true)
      }
    }),
  )
})
