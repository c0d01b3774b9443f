import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findProgram, firefoxProgram, missingProgram } from '../../src/browser/find-program.ts'

function directoryWith(...names: string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-programs-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const name of names) {
    writeFileSync(join(directory, name), '#!/bin/sh\n')
    chmodSync(join(directory, name), 0o755)
  }
  return directory
}

test('on the PATH, the preferred name first, wherever it stands', () => {
  const [first, second] = [directoryWith('firefox'), directoryWith('firefox-esr')]
  expect(findProgram(firefoxProgram, undefined, { PATH: `${first}:${second}` })).toBe(join(second, 'firefox-esr'))
  expect(findProgram(firefoxProgram, undefined, { PATH: first })).toBe(join(first, 'firefox'))
})

test('by its variable, as a name or as a path', () => {
  const directory = directoryWith('nightly')
  const found = join(directory, 'nightly')
  expect(findProgram(firefoxProgram, undefined, { PATH: directory, PUSHWRIGHT_FIREFOX: 'nightly' })).toBe(found)
  expect(findProgram(firefoxProgram, undefined, { PUSHWRIGHT_FIREFOX: found })).toBe(found)
})

test('a wish wins over the variable', () => {
  const directory = directoryWith('nightly', 'beta')
  const environment = { PATH: directory, PUSHWRIGHT_FIREFOX: 'beta' }
  expect(findProgram(firefoxProgram, 'nightly', environment)).toBe(join(directory, 'nightly'))
})

test('one that is named and not there is an error, one that is not installed is told', () => {
  expect(() => findProgram(firefoxProgram, undefined, { PATH: '', PUSHWRIGHT_FIREFOX: 'nightly' })).toThrow(
    'Expected PUSHWRIGHT_FIREFOX to name a program, such as firefox-esr or /usr/bin/firefox-esr, got "nightly".',
  )
  expect(findProgram(firefoxProgram, undefined, { PATH: directoryWith() })).toBeUndefined()
  expect(missingProgram(firefoxProgram)).toBe(
    'Firefox is not installed: no firefox-esr or firefox on the PATH. Install it with `apt-get install firefox-esr`, or name one in PUSHWRIGHT_FIREFOX.',
  )
})
