import { expect, test } from 'vitest'
import { pushRoundtrip, type TestReport } from '../../src/live/index.ts'
import { pushing } from './stage.ts'

/** `npm run test:soak -- --tests 10000` does the same with more, and with deliveries that are lost. */
const tests = 200

test('every delivery that the server breaks is one failed test, and no other fails', { timeout: 60_000 }, async () => {
  const { server, live } = await pushing({}, { seed: 11 })
  const fault = server.faults.each('notification', { probability: 0.05 }).corrupt()
  const roundtrip = live.add(pushRoundtrip)
  const reports: TestReport[] = []
  const lane = async (): Promise<void> => {
    while (reports.length < tests) reports.push(await roundtrip.runOnce())
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  const failed = reports.filter(({ outcome }) => outcome !== 'pass')
  expect(fault.fired).toBeGreaterThan(0)
  expect(failed.length).toBe(fault.fired)
  for (const { outcome, error, steps } of failed) {
    expect({ outcome, code: error?.code }).toEqual({ outcome: 'error', code: 'ERR_DECRYPT' })
    expect(steps.at(-1)?.text).toContain('expectNotification')
  }
  expect(roundtrip.status.totals).toMatchObject({ pass: reports.length - failed.length, error: failed.length })
})
