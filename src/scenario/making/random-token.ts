// Makes up text that looks like a token.
import { randomInteger } from '../chance.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Random small letters and digits. */
export function randomToken(length = 10): string {
  return Array.from({ length }, () => letters[randomInteger(0, letters.length - 1)]).join('')
}
