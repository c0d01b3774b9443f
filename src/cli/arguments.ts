// Reads the arguments of options.
import { InvalidArgumentError } from 'commander'
import { parseDuration } from '../deadline/index.ts'

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

/** The origin of a web server. */
export function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin
  throw new InvalidArgumentError('Expected an origin such as https://push.example or http://127.0.0.1:8082.')
}

/** How often to do something. */
export function times(text: string): number {
  return wholeNumber(text, 1_000_000, 1)
}

/** How many processes. */
export function processes(text: string): number {
  return wholeNumber(text, 256, 1)
}

/** Some time, in milliseconds. */
export function duration(text: string): number {
  const milliseconds = parseDuration(text)
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds
  throw new InvalidArgumentError('Expected a duration such as 500ms or 5s.')
}

function wholeNumber(text: string, maximum: number, minimum = 0): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (number >= minimum && number <= maximum) return number
  throw new InvalidArgumentError(`Expected a whole number from ${minimum} to ${maximum}.`)
}
