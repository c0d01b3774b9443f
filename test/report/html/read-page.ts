// Takes a page apart: the elements that a test looks at.

/** What is in a page. */
export interface ReadPage {
  readonly data: unknown
  readonly policy: string
  readonly script: string
  readonly style: string
  /** The markup without the data, the script and the style. */
  readonly markup: string
}

/** The parts of a page. */
export function readPage(text: string): ReadPage {
  const part = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? ''
  return {
    data: JSON.parse(part(/<script type="application\/json" id="data">(.*?)<\/script>/s)),
    policy: part(/http-equiv="Content-Security-Policy" content="([^"]*)"/).replaceAll('&#39;', "'"),
    script: part(/<script type="module">(.*?)<\/script>/s),
    style: part(/<style>(.*?)<\/style>/s),
    markup: text.replace(/<(script|style)\b.*?<\/\1>/gs, ''),
  }
}
