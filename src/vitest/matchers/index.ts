// The matchers that the setup file adds to Vitest's `expect`, and their types.
import type { CloseDetails } from '../../client/index.ts'
import type { RunOptions } from '../../conversation/index.ts'
import type { WaitOptions } from '../../deadline/index.ts'
import { type Refusal, toBeAccepted, toBeRefused } from './to-be-accepted.ts'
import { toBeClosed } from './to-be-closed.ts'
import { toComplete } from './to-complete.ts'
import { type NoPushOptions, type ReceiveOptions, toReceiveNoPush, toReceivePush } from './to-receive-push.ts'

export type { Refusal } from './to-be-accepted.ts'
export type { NoPushOptions, ReceiveOptions } from './to-receive-push.ts'

// A type, since an interface has no index signature and `expect.extend` asks for one.
type Matchers = {
  toBeAccepted: typeof toBeAccepted
  toBeRefused: typeof toBeRefused
  toBeClosed: typeof toBeClosed
  toComplete: typeof toComplete
  toReceivePush: typeof toReceivePush
  toReceiveNoPush: typeof toReceiveNoPush
}

/** Every matcher, by name. */
export const matchers: Matchers = { toBeAccepted, toBeRefused, toBeClosed, toComplete, toReceivePush, toReceiveNoPush }

declare module 'vitest' {
  interface Matchers<R, T> {
    /** A receipt: the push service accepted the message (2xx). */
    toBeAccepted(): R
    /** A receipt: the push service refused the message, with this status and errno if given. */
    toBeRefused(expected?: Refusal): R
    /** A push client: its connection ends, with this code and reason if given. */
    toBeClosed(expected?: Partial<CloseDetails>, options?: WaitOptions): Promise<void>
    /** One or several conversations, which are run, or the result of a run: everything expected came, and all was sent. */
    toComplete(options?: RunOptions): Promise<void>
    /** A push client: a push comes with this decrypted payload; nothing given means any. */
    toReceivePush(expected?: unknown, options?: ReceiveOptions): Promise<void>
    /** A push client: no push is here or on its way. */
    toReceiveNoPush(options?: NoPushOptions): Promise<void>
  }
  interface TaskMeta {
    pushwright?: import('../requirements.ts').PushwrightMeta
    pushwrightFile?: import('../requirements.ts').PushwrightFileMeta
  }
}
