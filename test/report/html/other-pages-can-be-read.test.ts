import { describe, expect, test } from 'vitest'
import { pageStyle } from '../../../src/live/status/page-style.ts'
import { style } from '../../../src/load/html/style.ts'
import { contrast } from './contrast.ts'

/** Text on ground, as each style combines them. */
const pages: Record<string, { style: string; pairs: readonly (readonly [text: string, ground: string])[] }> = {
  'load report': {
    style,
    pairs: ['fg', 'muted', 'bad', 'good', 's0', 's1', 's2', 's3'].map((text) => [text, 'bg'] as const),
  },
  'status page': {
    style: pageStyle,
    pairs: [
      ...['text', 'quiet', 'passed', 'failed', 'skipped'].map((text) => [text, 'page'] as const),
      ['text', 'raised'] as const,
      ['failed-text', 'failed-fill'] as const,
    ],
  },
}

describe.for(Object.entries(pages))('the %s', ([, { style, pairs }]) => {
  const [light = {}, dark = {}] = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) => paletteOf(block))

  test.for(pairs)('%s can be read on %s in both schemes', ([text, ground]) => {
    for (const palette of [light, { ...light, ...dark }]) {
      expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5)
    }
  })
})

function paletteOf(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, value]) => [name, value]))
}
