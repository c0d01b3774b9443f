// How messages quote what was written, and offer what was meant.

/**
 * A value as messages quote it: short, on one line, in double quotes.
 *
 * @param text - What was written; never a secret.
 */
export function quoteForMessage(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text)
}

/**
 * The end of a message that offers the nearest name: `; did you mean "stage"?`, or a full stop.
 *
 * @param suggestion - The nearest name, if there is one.
 */
export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '.' : `; did you mean ${quoteForMessage(suggestion)}?`
}
