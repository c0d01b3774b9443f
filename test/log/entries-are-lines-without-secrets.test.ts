import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { Log, type LogSettings } from '../../src/log/index.ts'

function logFile(settings: LogSettings): { log: Log; lines: () => string[] } {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-log-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const output = join(directory, 'log')
  const log = new Log({ ...settings, output })
  onTestFinished(() => log.close())
  return { log, lines: () => readFileSync(output, 'utf8').split('\n').slice(0, -1) }
}

const token = 'x'.repeat(60)
const secrets = {
  endpoint: `https://push.example/wpush/v2/${token}`,
  authorization: `vapid t=${token}`,
  auth: token,
  payload: token,
  nested: { body: token, list: [{ p256dh: token }] },
}

test('the default format has time, level, message and facts', () => {
  const { log, lines } = logFile({})
  log.info('A shard was taken over', { shard: 2 })
  expect(lines()).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z \[info\] A shard was taken over \{"shard":2\}$/),
  ])
})

test('the human format has seconds since the beginning and the level', () => {
  const { log, lines } = logFile({ format: 'human' })
  log.error('It failed')
  expect(lines()).toEqual([expect.stringMatching(/^\d{3}\.\d{3} {4}ERROR It failed$/)])
})

test('the JSON format is one object with the facts', () => {
  const { log, lines } = logFile({ format: 'json' })
  log.warn('Slow', { shard: 2, error: new Error('why') })
  const [line = ''] = lines()
  expect(JSON.parse(line)).toEqual({
    time: expect.stringMatching(/Z$/),
    level: 'warn',
    message: 'Slow',
    shard: 2,
    error: 'why',
  })
})

test.for(['default', 'human', 'json'] as const)('the format %s shows no token, key or payload', (format) => {
  const { log, lines } = logFile({ format })
  log.info(`POST ${secrets.endpoint}`, secrets)
  expect(lines()).toHaveLength(1)
  expect(lines()[0]).not.toContain(token)
  expect(lines()[0]).toContain('https://push.example/wpush/v2/…')
})

test('only what is important enough is logged', () => {
  const { log, lines } = logFile({ level: 'warn', format: 'human' })
  log.debug('one')
  log.info('two')
  log.warn('three')
  log.critical('four')
  expect(lines().map((line) => line.split(' ').at(-1))).toEqual(['three', 'four'])
})

test.for(['default', 'human', 'json'] as const)(
  'anything can be a fact of the format %s, and each entry is one line',
  (format) => {
    const loop: Record<string, unknown> = { twice: [1n, Symbol('s')] }
    loop.again = loop
    const { log, lines } = logFile({ format })
    let entries = 0
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.oneof(fc.dictionary(fc.string(), fc.anything({ maxDepth: 2 })), fc.constant(loop)),
        (message, facts) => {
          log.info(message, facts)
          expect(lines()).toHaveLength(++entries)
          if (format === 'json') expect(JSON.parse(lines().at(-1) ?? '')).toHaveProperty('level', 'info')
        },
      ),
    )
  },
)

test('lines are added to a file that is there', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-log-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const output = join(directory, 'log')
  for (const message of ['first', 'second']) {
    const log = new Log({ output })
    log.info(message)
    log.close()
    log.info('too late')
  }
  expect(readFileSync(output, 'utf8').match(/first|second|too late/g)).toEqual(['first', 'second'])
})
