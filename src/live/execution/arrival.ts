// A signal that has arrived where it is waited for, and how long it took.
import type { SignalEvent } from '../bus/live-bus.ts'

/** A signal that has arrived. Times are milliseconds since the epoch. */
export interface Arrival<T = unknown> {
  readonly signal: string
  readonly key: string
  readonly value: T
  /** By the clock of the sender. */
  readonly sentAt: number
  /** By the clock of who waits. */
  readonly receivedAt: number
  /** Milliseconds from send to receive, as the two clocks say; 0 if that is negative. */
  readonly latency: number
  /** Milliseconds by which the clock of the sender is ahead, at least: what is missing from a latency of 0. */
  readonly skew: number
  /** The process that sent it. */
  readonly source: string
  /** The how manieth signal of its source. */
  readonly sequence: number
}

/** The arrival of an event. */
export function arrivalOf<T>(event: SignalEvent, value: T, receivedAt: number): Arrival<T> {
  const { signal, key, sentAt, source, sequence } = event
  const passed = receivedAt - sentAt
  return {
    signal,
    key,
    value,
    sentAt,
    receivedAt,
    latency: Math.max(0, passed),
    skew: Math.max(0, -passed),
    source,
    sequence,
  }
}

/** Whether one was sent before another. Clocks of two processes differ, so between them the arrival counts. */
export function isBefore(one: Arrival, other: Arrival): boolean {
  if (one.source === other.source) return one.sequence < other.sequence
  return one.receivedAt < other.receivedAt
}
