import { describe, expect, test } from 'vitest'
import { PushwrightError } from '../../src/errors/index.ts'
import { type PhaseOptions, runPhase } from '../../src/provisioner/index.ts'

const options: PhaseOptions = { phase: 'initialise', target: 'stage', timeout: 10_000 }

test('it gives what the work gives', async () => {
  await expect(runPhase(options, () => 7)).resolves.toBe(7)
  await expect(runPhase(options, async () => 'x')).resolves.toBe('x')
})

test('too long', async () => {
  await expect(runPhase({ ...options, timeout: 5 }, () => new Promise(() => {}))).rejects.toMatchObject({
    code: 'ERR_PHASE',
    message: 'The initialise of target "stage" failed: Waited 5ms for initialise of stage.',
    details: { phase: 'initialise', target: 'stage' },
    cause: { code: 'ERR_TIMEOUT' },
  })
})

test('the timeout is scaled', async () => {
  await expect(
    runPhase({ ...options, phase: 'teardown', timeout: 2, scale: 3 }, () => new Promise(() => {})),
  ).rejects.toThrow('The teardown of target "stage" failed: Waited 6ms for teardown of stage.')
})

describe('an error', () => {
  test.each<[string, () => unknown]>([
    ['thrown', () => expect.fail('no')],
    ['rejected', async () => expect.fail('no')],
  ])('%s is the cause', async (_, work) => {
    await expect(runPhase(options, work)).rejects.toMatchObject({
      code: 'ERR_PHASE',
      message: 'The initialise of target "stage" failed: no',
      cause: { message: 'no' },
    })
  })

  test('that is none is shown', async () => {
    await expect(runPhase(options, () => Promise.reject('just text'))).rejects.toMatchObject({
      message: 'The initialise of target "stage" failed: just text',
      cause: 'just text',
    })
  })

  test.each(['ERR_CONFIG', 'ERR_LEAK'] as const)('%s passes as it is', async (code) => {
    const error = new PushwrightError(code, 'says more')
    await expect(runPhase(options, () => Promise.reject(error))).rejects.toBe(error)
  })
})
