/** Bytes: no push client reads a longer frame of its service, unless it is told to. */
export const frameLimit: number = 1024 * 1024
