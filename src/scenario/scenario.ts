// What a scenario is, what running one takes, and what comes of it.
import type { TranscriptEvent } from '../transcript/index.ts'
import type { Command } from './command.ts'
import type { ScenarioTarget } from './target.ts'

/**
 * A scenario: a generator function that yields commands. Commands are typed by delegation, scenarios nest the same way, and what a
 * command throws can be caught inside and continued from.
 *
 * @example
 * ```ts
 * function* hearMyself(text: string) {
 *   yield* connect()
 *   yield* hello()
 *   const subscription = yield* subscribe()
 *   yield* sendNotification(subscription, text)
 *   const notification = yield* expectNotification(subscription, { payload: text })
 *   yield* ack(notification)
 * }
 * ```
 */
export type Scenario<Args extends readonly unknown[] = readonly unknown[], Result = unknown> = (
  ...args: Args
) => ScenarioSteps<Result>

/** What a scenario returns when it is called: its steps. The name is for scenarios with a declared return type. */
export type ScenarioSteps<Result = void> = Generator<Command<unknown>, Result, unknown>

/** A scenario of any arguments. */
// biome-ignore lint/suspicious/noExplicitAny: parameters are contravariant, so that no other type takes every scenario.
export type AnyScenario<Result = any> = Scenario<any[], Result>

/**
 * A step that is measured, from its beginning to its end.
 *
 * - `connect`: from the TCP connection to the answered handshake; `disconnect`: from our Close to the end.
 * - `hello`, `register`, `unregister`, `ping`: from the request to its reply.
 * - `post`, `delete`: from the HTTP request to its answer; encryption comes before.
 * - `delivery`: from the start of the post to the decrypted notification; the time a scenario lets it lie is not counted.
 * - `ack`: from the arrival of a notification to its acknowledgement.
 * - `timer:NAME`: a scenario's own, from `timerStart` to `timerEnd`.
 */
export type MeasuredStep =
  | 'connect'
  | 'disconnect'
  | 'hello'
  | 'register'
  | 'unregister'
  | 'ping'
  | 'post'
  | 'delete'
  | 'delivery'
  | 'ack'
  | `timer:${string}`

/**
 * What is counted.
 *
 * - `messagesSent`: accepted posts, `messagesReceived`: notifications that a scenario has taken, `acks`.
 * - `bytesSent`: bodies of posts, `bytesReceived`: bodies of notifications, both encrypted.
 * - `preEncrypted`: posts of a body that was encrypted before and for nobody, so that nothing was verified by decryption.
 * - `status:CODE`: answers to posts by HTTP status.
 * - `restarts`: of scenarios that are restarted.
 * - `counter:NAME`: a scenario's own.
 */
export type CountedThing =
  | 'messagesSent'
  | 'messagesReceived'
  | 'acks'
  | 'bytesSent'
  | 'bytesReceived'
  | 'preEncrypted'
  | 'restarts'
  | `status:${number}`
  | `counter:${string}`

/** Gets to know what a scenario does. Called often: it must be quick, and must not throw. */
export interface ScenarioRecorder {
  /** One measured step. Both times are milliseconds of `performance.now()`. */
  measured(step: MeasuredStep, startedAt: number, endedAt: number): void
  /** @param amount - Default 1. */
  counted(what: CountedThing, amount?: number): void
  /**
   * A scenario failed, or an attempt of one that is restarted.
   *
   * @param kind - The last command and the code or name of the error, such as `expectNotification ERR_TIMEOUT`.
   */
  failed(kind: string, error: unknown): void
  /** A client connected, or its connection ended. */
  clients(change: 1 | -1): void
}

/** Scenarios to be started by another one. */
export interface SpawnSpec {
  readonly scenario: AnyScenario | string
  readonly args?: readonly unknown[]
  /** How many. Default 1. */
  readonly quantity?: number
  /** How many are started in a second. Default: all at once. */
  readonly stagger?: number
  /** Seconds before the first one. Default 0. */
  readonly delay?: number
}

/** How to run a scenario. */
export interface RunScenarioOptions {
  /** Makes what the commands act on: `provisionerTarget`, `urlTarget`, or another. It stays open: it is the caller's. */
  readonly target: ScenarioTarget
  /** The arguments of the scenario. */
  readonly args?: readonly unknown[]
  /** Default: nothing is measured. */
  readonly recorder?: ScenarioRecorder
  /** Ends the scenario early; its `finally` blocks run, but commands in them fail at once. */
  readonly signal?: AbortSignal
  /** Milliseconds that the whole scenario may take, before scaling. Default: as long as it wants. */
  readonly timeout?: number
  /** Starts other scenarios. Default: they run in this process, at the same target, and this one waits for them. */
  readonly spawn?: (spec: string | SpawnSpec) => void
  /** Seed of everything random in it. Default: something else each time. */
  readonly seed?: number
  /** The name in messages. Default: that of the function. */
  readonly name?: string
}

/** How a scenario ended. */
export interface ScenarioResult<Result = unknown> {
  readonly state: 'passed' | 'failed' | 'aborted'
  /** What the scenario returned, if it passed. */
  readonly result?: Result
  /** What it threw, if it failed; why it was stopped, if it was aborted. */
  readonly error?: unknown
  /** Where it failed: the scenarios, the command and the line, such as `basic > expectNotification (basic.ts:31)`. */
  readonly at?: string
  /** Whether messages were encrypted before and for nobody, see `ScenarioTarget.preEncrypted`. */
  readonly preEncrypted: boolean
  /** Commands, frames and posts in the order of time, as far as the target's limit allows. */
  readonly transcript: readonly TranscriptEvent[]
}
