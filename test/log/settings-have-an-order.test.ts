import { expect, test } from 'vitest'
import { readLogSettings } from '../../src/log/index.ts'

const env = { PUSHWRIGHT_LOG_LEVEL: 'error', PUSHWRIGHT_LOG_FORMAT: 'human', PUSHWRIGHT_LOG_OUTPUT: '' }
const file = { level: 'debug', format: 'json', output: 'run.log' }

test('the command line wins over the environment, which wins over the file', () => {
  expect(readLogSettings({ level: 'warn' }, env, file)).toEqual({ level: 'warn', format: 'human', output: 'run.log' })
  expect(readLogSettings({}, {}, file)).toEqual({ level: 'debug', format: 'json', output: 'run.log' })
  expect(readLogSettings({})).toEqual({})
})

test.for([
  [{ level: 'wran' }, /Expected the log level to be one of debug, .*, got "wran"; did you mean "warn"\?/],
  [{ format: 'xml' }, /Expected the log format to be one of default, human, json, got "xml"/],
] as const)('%j is refused', ([options, message]) => {
  expect(() => readLogSettings(options)).toThrow(message)
})
