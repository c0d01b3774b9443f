export { type LogFacts, type LogFormat, logFormats } from './format.ts'
export { type LogLevel, logLevels } from './level.ts'
export { Log, type LogSettings } from './log.ts'
export { type LogTexts, readLogSettings } from './read-log-settings.ts'
