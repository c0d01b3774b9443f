// What the own process has used.

/** Bytes after garbage collection: of the whole process, and of the heap with the buffers outside of it. */
export async function memoryInUse(): Promise<{ resident: number; heap: number }> {
  for (let index = 0; index < 4; index++) {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { resident: rss, heap: heapUsed + external }
}

/** Milliseconds of the processor. */
export function computed(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
