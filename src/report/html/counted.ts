// Numbers of things in words.

/** `1 test`, `2,000 tests`. */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}
