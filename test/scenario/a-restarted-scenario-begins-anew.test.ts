import { expect, test } from 'vitest'
import { connect, hello, restart, runScenario, subscribe, timerStart, wait } from '../../src/scenario/index.ts'
import { MemoryRecorder, stage } from './stage.ts'

const quickly = { minDelay: 1 }

test('with another client, as often as it may', async () => {
  const { server, target } = await stage()
  const recorder = new MemoryRecorder()
  const uaids: string[] = []
  const { state, at } = await runScenario(
    restart({ ...quickly, count: 2 })(function* failing() {
      yield* connect()
      uaids.push((yield* hello()).uaid)
      yield* timerStart('t')
      throw new Error('again')
    }),
    { target, recorder },
  )
  expect(state).toBe('failed')
  expect(at).toMatch(/^failing \(a-restarted/)
  expect(new Set(uaids).size).toBe(3)
  expect(recorder.counts).toEqual({ restarts: 2 })
  expect(recorder.failures).toEqual(['Error', 'Error', 'timerStart Error'])
  expect(recorder.connected).toBe(0)
  await expect.poll(() => server.clients).toEqual([])
})

test('until it passes, and gives its result', async () => {
  const { target } = await stage()
  let attempts = 0
  const patient = restart(quickly)(function* patient(name: string) {
    yield* wait(0)
    attempts++
    if (attempts < 3) throw new Error('not yet')
    return `${name} ${attempts}`
  })
  const { state, result } = await runScenario(patient, { target, args: ['try'] })
  expect({ state, result, name: patient.name }).toEqual({ state: 'passed', result: 'try 3', name: 'patient' })
})

test('as a part of another scenario', async () => {
  const { target } = await stage()
  let attempts = 0
  const part = restart({ ...quickly, count: 1 })(function* part() {
    yield* connect()
    yield* hello()
    attempts++
    if (attempts === 1) throw new Error('not yet')
    return yield* subscribe()
  })
  const { result } = await runScenario(
    function* () {
      const { endpoint } = yield* part()
      return endpoint
    },
    { target },
  )
  expect(result).toMatch(/^http/)
})

test('not at all when it is stopped', async () => {
  const { target } = await stage()
  const controller = new AbortController()
  let attempts = 0
  const { state } = await runScenario(
    restart({ ...quickly, count: Number.POSITIVE_INFINITY })(function* endless() {
      attempts++
      setImmediate(() => controller.abort())
      yield* wait('1m')
    }),
    { target, signal: controller.signal },
  )
  expect({ state, attempts }).toEqual({ state: 'aborted', attempts: 1 })
})
