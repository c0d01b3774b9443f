import { expect, test } from 'vitest'
import { readLogSettings } from '../../src/log/index.ts'

const configured = { level: 'debug', format: 'json', output: 'run.log' }

test('the command line wins over what is configured', () => {
  expect(readLogSettings({ level: 'warn' }, configured)).toEqual({ level: 'warn', format: 'json', output: 'run.log' })
  expect(readLogSettings({}, configured)).toEqual(configured)
  expect(readLogSettings({})).toEqual({})
})

test.for([
  [{ level: 'wran' }, /Expected the log level to be one of debug, .*, got "wran"; did you mean "warn"\?/],
  [{ format: 'xml' }, /Expected the log format to be one of default, human, json, got "xml"/],
] as const)('%j is refused', ([options, message]) => {
  expect(() => readLogSettings(options)).toThrow(message)
})
