import { expect, test } from 'vitest'
import { Secrets } from '../../src/provisioner/index.ts'

test('the oldest of ten thousand go', () => {
  const secrets = new Secrets()
  for (let number = 0; number <= 10_000; number++) secrets.add(`${number}`)
  const kept = [...secrets]
  expect([kept.length, kept.at(0), kept.at(-1)]).toEqual([10_000, '1', '10000'])
})
