import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfiguration } from '../../src/config/index.ts'
import { type Finding, type Written, writeFindings } from '../../src/probe/index.ts'
import { IniText } from '../../src/probe/ini-text.ts'

const finding = (kind: Finding['kind'], name: string, state: Finding['state']): Finding => ({
  kind,
  id: `urn:pushwright:${kind}:${name}`,
  name,
  text: '',
  why: '',
  evidence: '',
  state,
  seen: '',
})

const found: Finding[] = [
  finding('quirk', 'numeric-version', 'present'),
  finding('quirk', 'no-version', 'absent'),
  finding('quirk', 'padded-data', 'unknown'),
  finding('quirk', 'ttl-clamp-hidden', 'not probed'),
  finding('feature', 'topic', 'absent'),
  finding('feature', 'resume', 'present'),
]

const url = 'wss://push.example:8443/'

function directory(): string {
  const root = mkdtempSync(join(tmpdir(), 'pushwright-probe-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  return root
}

/** Writes into an INI with this text, and gives the text afterwards. */
function write(
  text: string | undefined,
  target: { section: string } | { url: string },
  findings: Finding[] = found,
): { text: string; written: Written } {
  const root = directory()
  const file = join(root, 'e2etest.ini')
  if (text !== undefined) writeFileSync(file, text)
  const written = writeFindings({ root, file: 'e2etest.ini', target, findings })
  expect(readdirSync(root)).toEqual(['e2etest.ini'])
  return { text: readFileSync(file, 'utf8'), written }
}

test('quirks and missing features go into the section of the target; all else stays as it is', () => {
  const before = [
    '; which one',
    '[global]',
    'target = stage',
    '',
    '[stage] ; ours',
    'url = wss://push.example/',
    'provisioner = anonymous',
    '# seen in June',
    'quirks[] = no-version   ; a trailing comment',
    'timeout = 10s',
    '',
    '; somebody else',
    '[other]',
    'provisioner = fixture-server',
  ]
  const { text, written } = write(before.join('\n'), { section: 'stage' })
  const after = before.toSpliced(10, 0, 'missing_features[] = topic').toSpliced(9, 0, 'quirks[] = numeric-version')
  expect(text).toBe(`${after.join('\n')}\n`)
  expect(written).toEqual({
    file: 'e2etest.ini',
    section: 'stage',
    added: ['numeric-version', 'topic'],
    stale: ['no-version'],
  })
})

test('what is declared already is not added again, in whatever form it is written', () => {
  const before = [
    '[stage]',
    'provisioner = anonymous',
    'url = wss://push.example/',
    'quirks = urn:pushwright:quirk:numeric-version, padded-data',
    'missing_features[] = "topic"',
    '',
  ].join('\n')
  expect(write(before, { section: 'stage' })).toMatchObject({ text: before, written: { added: [], stale: [] } })
})

test('line breaks stay those of the file', () => {
  const { text } = write('[stage]\r\nprovisioner = anonymous\r\nurl = wss://push.example/\r\n', { section: 'stage' })
  expect(text).toMatch(/\r\nquirks\[\] = numeric-version\r\nmissing_features\[\] = topic\r\n$/)
  expect(text.replaceAll('\r\n', '')).not.toContain('\n')
})

test('a URL gets a section of its own, in a file of its own if there is none', () => {
  const { text, written } = write(undefined, { url })
  expect(text).toBe(
    '[push.example:8443]\nprovisioner = anonymous\nurl = wss://push.example:8443/\nquirks[] = numeric-version\nmissing_features[] = topic\n',
  )
  expect(written.section).toBe('push.example:8443')
})

test('the file can be read afterwards', () => {
  const root = directory()
  writeFindings({ root, file: '.local/e2etest.ini', target: { url: 'wss://push.example/a;b' }, findings: found })
  const settings = loadConfiguration({ root, env: {} })?.target()
  expect(settings?.string('url')).toBe('wss://push.example/a;b')
  expect(settings?.quirks).toEqual(['urn:pushwright:quirk:numeric-version'])
  expect(settings?.missingFeatures).toEqual(['urn:pushwright:feature:topic'])
})

test('a URL that has a section already goes there', () => {
  const before = `[stage]\nprovisioner = anonymous\nurl = "wss://push.example:8443" ; ours\n`
  const { text, written } = write(before, { url })
  expect(written.section).toBe('stage')
  expect(text).toBe(`${before}quirks[] = numeric-version\nmissing_features[] = topic\n`)
})

test('a second target does not take the place of the first', () => {
  const { text } = write('[fixture-server]\nprofile = ideal\n', { url })
  expect(text).toContain('[global]\ntarget = fixture-server\n')
  expect(text).toContain('\n[push.example:8443]\n')
})

test('another service on the same host gets another section', () => {
  const before =
    '[global]\ntarget = push.example:8443\n[push.example:8443]\nprovisioner = anonymous\nurl = wss://push.example:8443/two\n'
  expect(write(before, { url }).written.section).toBe('push.example:8443-2')
})

test('an IPv6 address makes a section too', () => {
  const { written } = write(undefined, { url: 'ws://[::1]:8080/' })
  expect(written.section).toBe('1:8080')
})

test('a variable of another target need not be set', () => {
  const before = '[global]\ntarget = stage\n[stage]\nprovisioner = anonymous\nurl = $' + '{env:NOBODY_SETS_THIS}\n'
  expect(write(before, { url }).text.startsWith(before)).toBe(true)
})

test('an INI that is wrong is left as it is', () => {
  const root = directory()
  const file = join(root, 'e2etest.ini')
  writeFileSync(file, '[stage]\nprovisioner = anonymous\nurl = wss://push.example/\ntimout = 5s\n')
  expect(() => writeFindings({ root, file: 'e2etest.ini', target: { section: 'stage' }, findings: found })).toThrow(
    /e2etest\.ini/,
  )
  expect(readFileSync(file, 'utf8')).toBe('[stage]\nprovisioner = anonymous\nurl = wss://push.example/\ntimout = 5s\n')
})

test('a link stays a link, and the mode as it is', () => {
  const root = directory()
  const real = join(root, 'real.ini')
  writeFileSync(real, '[stage]\nprovisioner = anonymous\nurl = wss://push.example/\n')
  chmodSync(real, 0o600)
  symlinkSync(real, join(root, 'link.ini'))
  writeFindings({ root, file: 'link.ini', target: { section: 'stage' }, findings: found })
  expect(readFileSync(real, 'utf8')).toContain('numeric-version')
  expect(statSync(real).mode & 0o777).toBe(0o600)
  expect(existsSync(join(root, 'link.ini'))).toBe(true)
})

test('whatever the lines are, all stay and in their order', () => {
  const line = fc.oneof(
    fc.constantFrom('[a]', '[b] ; x', '', '; note', '# [a]', 'quirks[] = x', 'quirks [] = y', 'url = "[b]"', '  key=v'),
    fc.string().map((text) => text.replace(/[\r\n]/g, ' ')),
  )
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('a', 'b', 'c'), (lines, section) => {
      const ini = new IniText(lines.join('\n'))
      ini.add(section, 'quirks[]', ['one', 'two'])
      const after = ini.toString().split('\n')
      const added = after.indexOf('quirks[] = one')
      expect(after[added + 1]).toBe('quirks[] = two')
      const rest = after.toSpliced(added, 2)
      let from = 0
      for (const one of lines.join('\n').replace(/\n$/, '').split('\n')) {
        const index = rest.indexOf(one, from)
        expect(index).toBeGreaterThanOrEqual(from)
        from = index + 1
      }
      expect(ini.get(section, 'quirks[]')).toBeDefined()
    }),
  )
})
