// Reads the arguments of options.
import { InvalidArgumentError } from 'commander'

/** A port; 0 is any that is free. */
export function port(text: string): number {
  return wholeNumber(text, 65_535)
}

/** The seed of a random generator. */
export function seed(text: string): number {
  return wholeNumber(text, 0xffff_ffff)
}

/** Entries separated by commas. */
export function list(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  if (entries.every((entry) => entry !== '')) return entries
  throw new InvalidArgumentError('Expected names separated by commas.')
}

function wholeNumber(text: string, maximum: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (number <= maximum) return number
  throw new InvalidArgumentError(`Expected a whole number from 0 to ${maximum}.`)
}
