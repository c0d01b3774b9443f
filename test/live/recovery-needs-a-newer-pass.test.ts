import { describe, expect, test } from 'vitest'
import { type CaseOptions, defineCase, type Outcome, type WatchedCase } from '../../src/live/index.ts'
import { type Watch, watch } from './watch.ts'

interface Scripted extends Watch {
  readonly orders: WatchedCase
  /** Runs a test that comes to this, a millisecond after the one before. */
  end(outcome: Outcome): Promise<void>
}

/** A case whose tests come to what the script says. */
function scripted(options: CaseOptions = {}): Scripted {
  const stage = watch()
  const orders = stage.live.add(
    defineCase<Record<never, never>, [Outcome]>({
      ...options,
      name: 'orders',
      run({ skip }, outcome) {
        if (outcome === 'skip') skip('not today')
        if (outcome === 'fail') expect(1).toBe(2)
        if (outcome === 'timeout') throw new DOMException('', 'TimeoutError')
        if (outcome === 'error') throw new Error('no')
      },
    }),
  )
  const end = async (outcome: Outcome): Promise<void> => {
    await stage.clock.advance(1)
    await orders.runOnce({ args: [outcome] })
  }
  return { ...stage, orders: orders as unknown as WatchedCase, end }
}

test.each<[Outcome, string]>([
  ['fail', 'FAIL'],
  ['error', 'ERROR'],
  ['timeout', 'TIMEOUT'],
])('a %s shows at once, and the next pass ends it', async (outcome, state) => {
  const { orders, end, told } = scripted()
  expect(orders.state).toBe('INIT')
  await end('pass')
  await end(outcome)
  expect(orders.state).toBe(state)
  await end('pass')
  expect(told.told('state')).toEqual(['INIT > PASS', `PASS > ${state}`, `${state} > PASS`])
})

test('a test that was issued before the failure ended does not clear it, although it passes after', async () => {
  const { clock, live, told } = watch()
  const gates = { slow: Promise.withResolvers<void>(), bad: Promise.withResolvers<void>() }
  const orders = live.add(
    defineCase({
      name: 'orders',
      maxConsecutiveFailures: 1,
      run: ({ test }) => gates[test.id as keyof typeof gates]?.promise,
    }),
  )
  const slow = orders.runOnce({ id: 'slow' })
  const bad = orders.runOnce({ id: 'bad' })
  await clock.advance(10)
  gates.bad.reject(new Error('no'))
  await bad
  gates.slow.resolve()
  await slow
  expect(orders.state).toBe('ERROR')
  expect(orders.status).toMatchObject({ consecutiveFailures: 1, totals: { pass: 1, error: 1 } })
  await clock.advance(1)
  await orders.runOnce({ id: 'newer' })
  expect(orders.state).toBe('PASS')
  expect(told.told('failing', 'recovered')).toEqual(['failing: consecutive', 'recovered: consecutive'])
})

test('the time of day may be set back, and a newer pass clears the failure when the day has caught up', async () => {
  const { clock, orders, end } = scripted()
  await end('fail')
  clock.setBack(1000)
  await end('pass')
  expect(orders.state).toBe('FAIL')
  await clock.advance(1000)
  await end('pass')
  expect(orders.state).toBe('PASS')
})

test('every pass is counted, and every failure', async () => {
  const { orders, end } = scripted()
  for (const outcome of ['pass', 'pass', 'fail', 'pass', 'fail', 'fail', 'pass'] as const) await end(outcome)
  expect(orders.status.totals).toMatchObject({ pass: 4, fail: 3 })
  expect(orders.status.consecutiveFailures).toBe(0)
})

test('a skip hides nothing', async () => {
  const { orders, end } = scripted()
  await end('skip')
  expect(orders.state).toBe('SKIP')
  await end('fail')
  await end('skip')
  expect(orders.state).toBe('FAIL')
  expect(orders.status.consecutiveFailures).toBe(1)
})

describe('failures in a row', () => {
  test('raise the alarm at the limit, and not before', async () => {
    const { live, end, told } = scripted({ maxConsecutiveFailures: 3 })
    await end('fail')
    await end('timeout')
    expect(told.told('failing')).toEqual([])
    expect(live.healthy).toBe(true)
    await end('error')
    expect(told.told('failing')).toEqual(['failing: consecutive'])
    expect(live.healthy).toBe(false)
  })

  test('are not forgotten while they go on: steady trouble is told again and again', async () => {
    const { clock, end, told } = scripted({ maxConsecutiveFailures: 2, remindAfter: '1m' })
    for (let index = 0; index < 10; index++) {
      await end('fail')
      await clock.advance(29_999)
    }
    expect(told.told('failing', 'still-failing')).toEqual([
      'failing: consecutive',
      ...Array.from({ length: 4 }, () => 'still-failing: consecutive'),
    ])
  })

  test('are not forgotten because time passes or requests succeed: only a pass ends them', async () => {
    const { clock, live, orders, end, told } = scripted({ maxConsecutiveFailures: 1, warnStalledAfter: '180m' })
    await live.start()
    await end('fail')
    await clock.advance(3_600_000)
    expect(orders.state).toBe('FAIL')
    expect(told.told('recovered')).toEqual([])
    await end('pass')
    expect(told.events.find(({ kind }) => kind === 'recovered')).toMatchObject({
      message: expect.stringContaining('60'),
    })
  })
})

describe('the failure rate', () => {
  const failureRate = { window: '1m', atMost: 0.2, atLeast: 5 }

  test('raises the alarm although passes lie between', async () => {
    const { end, told, orders } = scripted({ failureRate, maxConsecutiveFailures: 100 })
    for (const outcome of ['pass', 'fail', 'pass', 'pass', 'pass'] as const) await end(outcome)
    expect(told.told('failing')).toEqual([])
    await end('fail')
    expect(told.told('failing')).toEqual(['failing: rate'])
    expect(orders.status.alarms).toMatchObject([{ reason: 'rate', message: expect.stringContaining('33.3 % of 6') }])
  })

  test('says nothing of few tests', async () => {
    const { end, told } = scripted({ failureRate, maxConsecutiveFailures: 100 })
    for (let index = 0; index < 4; index++) await end('fail')
    expect(told.told('failing')).toEqual([])
  })

  test('slides: what is too old counts no more', async () => {
    const { clock, end, told } = scripted({ failureRate, maxConsecutiveFailures: 100 })
    for (let index = 0; index < 4; index++) await end('fail')
    await clock.advance(60_000)
    for (let index = 0; index < 4; index++) await end('pass')
    await end('fail')
    expect(told.told('failing')).toEqual([])
  })

  test('ends the alarm when it is low again, and not with the first pass', async () => {
    const { end, told } = scripted({ failureRate, maxConsecutiveFailures: 100 })
    for (let index = 0; index < 5; index++) await end('fail')
    await end('pass')
    expect(told.told('recovered')).toEqual([])
    for (let index = 0; index < 19; index++) await end('pass')
    expect(told.told('failing', 'recovered')).toEqual(['failing: rate', 'recovered: rate'])
  })
})
