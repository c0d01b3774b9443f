// A side of a benchmark in a process of its own, which answers questions by messages.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process that runs one side. */
export interface Child<Ready = unknown> {
  /** What it said when it was ready. */
  readonly ready: Ready
  ask<Answer>(question: unknown): Promise<Answer>
  /** Ends it. */
  close(): Promise<void>
}

/** Starts a module, by its path from `bench/`. */
export async function startChild<Ready>(file: string, args: readonly string[] = []): Promise<Child<Ready>> {
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), args, { execArgv: ['--expose-gc'] })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`Expected ${file} to go on, it ended with ${code}.`)
  })
  ended.catch(() => {})
  const message = async (): Promise<unknown> => {
    const [data] = await Promise.race([once(child, 'message'), ended])
    return data
  }
  const ready = (await message()) as Ready
  return {
    ready,
    async ask<Answer>(question: unknown) {
      child.send(question as object)
      return (await message()) as Answer
    },
    async close() {
      if (child.connected) child.disconnect()
      await ended.catch(() => {})
    },
  }
}
