// Cuts long text for messages.

/** The text, or its first `length` characters and dots. */
export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}...` : text
}
