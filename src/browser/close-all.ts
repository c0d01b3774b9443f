// Closes what was opened, the youngest first.

/** Closes one thing. */
export type Closer = () => Promise<unknown>

/** Goes on after a failure, and fails with the first; nothing is closed twice. */
export async function closeAll(closers: Closer[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of closers.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

/** Opens several things that belong together, each with its closer; if one cannot be opened, nothing is left of the others. */
export async function openAll<T>(open: (closers: Closer[]) => Promise<T>): Promise<T> {
  const closers: Closer[] = []
  try {
    return await open(closers)
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}
