// Makes what a case sees of its running test.
import { PushwrightError } from '../../errors/index.ts'
import { type AnyScenario, runScenario, silentRecorder } from '../../scenario/index.ts'
import { type UrlRequest, type UrlResponse, urlRequest } from '../http/url-request.ts'
import { isBefore } from './arrival.ts'
import type { Execution } from './execution.ts'
import { SkipRequest } from './outcome.ts'
import { SignalInbox } from './signal-inbox.ts'
import type { TestRun } from './test-run.ts'

/**
 * The execution of a run, of closures, so that its members can be taken out of it.
 *
 * @param names - The signals of the case.
 */
export function makeExecution(run: TestRun, names: readonly string[]): Execution {
  const { test, clock, signal } = run
  const step = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const startedAt = clock.monotonic()
    try {
      return await work()
    } finally {
      run.note(name, clock.monotonic() - startedAt)
    }
  }
  const request = (method: string, url: string, request: UrlRequest = {}): Promise<UrlResponse> => {
    const context = { ...run.urlOptions, clock, signal, random: run.random, test }
    return step(`${method} ${new URL(url).origin}`, () => urlRequest(url, { method, ...request }, context))
  }
  return {
    test,
    signals: Object.fromEntries(names.map((name) => [name, new SignalInbox(name, run)])),
    signal,
    get target() {
      return run.target
    },
    log: (text) => run.note(text),
    step,
    skip(reason) {
      throw new SkipRequest(reason)
    },
    expectOrder: (...expected) => expectOrder(run, expected),
    scenario: (scenario, ...args) => perform(run, scenario, args),
    get: (url, options) => request('GET', url, options),
    post: (url, options) => request('POST', url, options),
  }
}

async function expectOrder(run: TestRun, names: readonly string[]): Promise<void> {
  const boxes = await Promise.all(names.map((name) => run.mailbox(name)))
  const firsts = boxes.map(({ arrivals }) => arrivals[0])
  for (const [index, name] of names.entries()) {
    const [before, arrival] = [firsts[index - 1], firsts[index]]
    if (arrival === undefined) throw unexpected(`Expected signal ${name} to have come, it has not.`)
    if (before !== undefined && !isBefore(before, arrival)) {
      throw unexpected(`Expected signal ${before.signal} before ${name}, got it after.`)
    }
  }
}

async function perform<Result>(run: TestRun, scenario: AnyScenario<Result>, args: readonly unknown[]): Promise<Result> {
  const { state, result, error, at, transcript } = await runScenario(scenario, {
    target: run.target,
    args,
    signal: run.signal,
    recorder: { ...silentRecorder, measured: (step, startedAt, endedAt) => run.note(step, endedAt - startedAt) },
  })
  if (state === 'passed') return result as Result
  run.transcribe(transcript)
  if (at !== undefined) run.note(`failed at ${at}`)
  throw error
}

function unexpected(message: string): PushwrightError {
  return new PushwrightError('ERR_UNEXPECTED', message)
}
