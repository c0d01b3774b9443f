// Measures two ways of doing the same in turn, in one run, so that a noisy machine hurts both alike.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}

/** Rounded to three digits after the point. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

/**
 * Runs `ours` and `bare` in turn, `rounds` times after one warm-up, and gives the medians of what they return and of the
 * ratio pair by pair.
 */
export async function interleave(
  rounds: number,
  ours: () => Promise<number>,
  bare: () => Promise<number>,
): Promise<{ ours: number; bare: number; ratio: number; ratios: number[] }> {
  await ours()
  await bare()
  const pairs: { ours: number; bare: number }[] = []
  for (let index = 0; index < rounds; index++) {
    // Who goes first changes from round to round.
    const first = index % 2 === 0 ? await ours() : await bare()
    const second = index % 2 === 0 ? await bare() : await ours()
    pairs.push(index % 2 === 0 ? { ours: first, bare: second } : { ours: second, bare: first })
  }
  const ratios = pairs.map((pair) => pair.ours / pair.bare)
  return {
    ours: round(median(pairs.map((pair) => pair.ours))),
    bare: round(median(pairs.map((pair) => pair.bare))),
    ratio: round(median(ratios)),
    ratios: ratios.map(round),
  }
}

/** A child process that runs a module of this folder and talks by messages; `close()` ends it. */
export async function startChild<T>(
  file: string,
  args: readonly string[] = [],
): Promise<{ ready: T; ask<A>(question: unknown): Promise<A>; close(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--expose-gc'] })
  const [ready] = (await once(child, 'message')) as [T]
  return {
    ready,
    async ask<A>(question: unknown): Promise<A> {
      child.send(question as object)
      const [answer] = (await once(child, 'message')) as [A]
      return answer
    },
    async close() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** Bytes after garbage collection: of the whole process, and of the heap with the buffers outside of it. */
export async function memoryInUse(): Promise<{ resident: number; heap: number }> {
  for (let index = 0; index < 4; index++) {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { resident: rss, heap: heapUsed + external }
}

/** Runs `work` for 0 to `count` - 1, at most `width` at once. */
export async function inParallel(count: number, width: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane))
}
