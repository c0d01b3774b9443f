import { expect, test } from 'vitest'
import { compare } from '../../bench/harness/compare.ts'

test('each goes first in every other round, after one warm-up that does not count', async () => {
  const turns: string[] = []
  const side = (name: string, figures: number[]) => async () => {
    turns.push(name)
    return { rate: figures.shift() as number }
  }
  const { rate } = await compare({
    rounds: 3,
    than: 'theirs',
    figures: { rate: { what: 'a rate', unit: '/s', better: 'higher' } },
    ours: side('ours', [1000, 10, 20, 30]),
    theirs: side('theirs', [1, 10, 10, 20]),
  })
  expect(turns.join(' ')).toBe('ours theirs ours theirs theirs ours ours theirs')
  expect(rate).toMatchObject({ ours: 20, theirs: 10, ratio: 1.5, least: 1, most: 2, rounds: 3 })
})
