// How much is logged.

/** From the most to the least. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'critical'] as const

/** How important an entry is. */
export type LogLevel = (typeof logLevels)[number]

/** Whether an entry of a level is logged when only those from another level on are wanted. */
export function isLogged(level: LogLevel, from: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(from)
}
