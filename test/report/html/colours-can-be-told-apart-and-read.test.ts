import { describe, expect, test } from 'vitest'
import { gridStyle } from '../../../src/report/html/page-assets.ts'
import { contrast } from './contrast.ts'

/** Text on ground, as the styles combine them. */
const pairs: readonly (readonly [text: string, ground: string])[] = [
  ...['text', 'quiet', 'passed', 'failed', 'skipped', 'fault'].flatMap((text) =>
    ['page', 'raised', 'hover', 'selected'].map((ground) => [text, ground] as const),
  ),
  ['failed-text', 'failed-fill'],
]
/** Parts of a bar next to each other, and the ring of the focus: WCAG 2.2 wants 3 for what is no text. */
const shapes: readonly (readonly [string, string])[] = [
  ['accent', 'page'],
  ['accent', 'raised'],
  ['accent', 'failed-fill'],
]

const schemes = { light: paletteOf(/^:root \{([^}]*)\}/m), dark: paletteOf(/dark\) \{\s*:root \{([^}]*)\}/) }

describe.for(Object.entries(schemes))('in the %s scheme', ([, palette]) => {
  test('the palette is whole', () => {
    expect(Object.keys(palette)).toEqual(Object.keys(schemes.light))
    expect(Object.keys(palette).length).toBeGreaterThan(10)
  })

  test.for(pairs)('%s can be read on %s', ([text, ground]) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })

  test.for(shapes)('%s can be seen on %s', ([shape, ground]) => {
    expect(contrast(palette[shape], palette[ground])).toBeGreaterThanOrEqual(3)
  })

  test('the parts of a bar differ in lightness, not in hue alone', () => {
    const { 'passed-bar': passed, 'failed-bar': failed, 'skipped-bar': skipped } = palette
    for (const [one, other] of [
      [passed, failed],
      [failed, skipped],
      [passed, skipped],
    ]) {
      expect(contrast(one, other)).toBeGreaterThanOrEqual(1.35)
    }
  })
})

test('black and white are as far apart as can be', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})

function paletteOf(block: RegExp): Record<string, string> {
  const text = block.exec(gridStyle)?.[1] ?? ''
  return Object.fromEntries([...text.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, value]) => [name, value]))
}
