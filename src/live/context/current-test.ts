// Which test the running code belongs to.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { LiveTest } from '../live-test.ts'

// A test is never changed, so nothing that is started within can touch what those around it see.
const storage = new AsyncLocalStorage<LiveTest | undefined>()

/** The test that this code runs for, if it runs for one. */
export function currentTest(): LiveTest | undefined {
  return storage.getStore()
}

/** Does something for a test, or, without one, for none. */
export function withTest<T>(test: LiveTest | undefined, work: () => T): T {
  return storage.run(test, work)
}
