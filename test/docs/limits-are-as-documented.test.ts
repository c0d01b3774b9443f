import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultHttpLimits } from '../../src/fixture/http/http-limits.ts'
import { defaultLimits } from '../../src/fixture/push/limits.ts'

const page = readFileSync(new URL('../../docs/reference/limits.md', import.meta.url), 'utf8')
const units: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 ** 2, minutes: 60_000 }

/** Defaults in the tables of a section whose heading has the text, by the name of the option. */
function defaultsIn(heading: string): Map<string, number> {
  const section = page.split(/^## /m).find((one) => one.split('\n', 1)[0]?.includes(heading)) ?? ''
  return new Map(
    section.split('\n').flatMap((line): [string, number][] => {
      const match = /^\| `(\w+)`.*? \| (none|[\d,]+(?: \w+)?)[;| ]/.exec(line)
      return match === null ? [] : [[match[1] ?? '', amountOf(match[2] ?? '')]]
    }),
  )
}

function amountOf(text: string): number {
  if (text === 'none') return Number.POSITIVE_INFINITY
  const [number = '', unit] = text.replaceAll(',', '').split(' ')
  return Number(number) * (unit === undefined ? 1 : (units[unit] ?? Number.NaN))
}

describe.each([
  ['The push service', defaultLimits, 10],
  ['The HTTP side', defaultHttpLimits, 10],
] as const)('%s', (heading, defaults, least) => {
  test('the documented defaults are those there are', () => {
    const documented = defaultsIn(heading)
    expect(documented.size).toBeGreaterThan(least)
    expect(defaults).toMatchObject(Object.fromEntries(documented))
  })
})
