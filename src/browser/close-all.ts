// Closes what was opened, the youngest first.

/** Closes one thing. */
export type Closer = () => Promise<unknown>

/** Goes on after a failure, and fails with the first; nothing is closed twice. */
export async function closeAll(closers: Closer[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of closers.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
