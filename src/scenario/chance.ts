// What is random in a scenario: the same each time for the same seed.
import { randomBytes } from 'node:crypto'

/** Gives numbers from 0 to below 1. */
export type Random = () => number

/** Of the scenario that runs at this moment; scenarios are resumed one at a time. */
let current: Random | undefined

/** Does something while everything random comes from here; without a seed, from the system. */
export function withRandom<T>(random: Random | undefined, work: () => T): T {
  const before = current
  current = random
  try {
    return work()
  } finally {
    current = before
  }
}

/** A number from 0 to below 1. */
export function randomNumber(): number {
  return (current ?? Math.random)()
}

/** A whole number, both bounds included. */
export function randomInteger(from: number, to: number): number {
  return from + Math.floor(randomNumber() * (to - from + 1))
}

/** That many bytes. */
export function randomBuffer(length: number): Buffer {
  const random = current
  if (random === undefined) return randomBytes(length)
  const bytes = Buffer.allocUnsafe(length)
  let word = 0
  for (let index = 0; index < length; index++) {
    // Four bytes of each number.
    word = index % 4 === 0 ? random() * 0x1_0000_0000 : word / 256
    bytes[index] = word
  }
  return bytes
}
