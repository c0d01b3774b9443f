export type { LogFacts, LogFormat } from './format.ts'
export type { LogLevel } from './level.ts'
export { Log, type LogSettings } from './log.ts'
export { type LogTexts, readLogSettings } from './read-log-settings.ts'
