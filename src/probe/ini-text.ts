// Changes the text of an INI line by line, so that comments and everything else stay as they are.

/** One `[section]`: the indices of its header and of the line behind its last one. */
interface Section {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The lines of an INI, which can be added to. */
export class IniText {
  readonly #lines: string[]
  readonly #lineBreak: string

  constructor(text: string) {
    this.#lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
    this.#lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
  }

  /** The names of the sections, in order. */
  get sections(): string[] {
    return this.#sections().map(({ name }) => name)
  }

  /** The value of a key in a section, without quotes and comment. */
  get(section: string, key: string): string | undefined {
    const { start, end } = this.#find(section) ?? { start: 0, end: 0 }
    const line = this.#lines.slice(start, end).find((text) => keyOf(text) === key)
    return line
      ?.slice(line.indexOf('=') + 1)
      .trim()
      .replace(/^(["'])(.*?)\1.*$|^(.*?)\s+[;#].*$/, '$2$3')
  }

  /** Adds lines `key = value` behind the last one of that key, or else at the end of the section, which is made if there is none. */
  add(section: string, key: string, values: readonly string[]): void {
    if (values.length === 0) return
    const { start, end } = this.#find(section) ?? this.#create(section)
    const ofKey = this.#lines.findLastIndex((line, index) => index > start && index < end && keyOf(line) === key)
    // Blank lines and comments at the end belong to what follows.
    const last = this.#lines.findLastIndex((line, index) => index < end && isEntry(line))
    const place = (ofKey === -1 ? Math.max(last, start) : ofKey) + 1
    this.#lines.splice(place, 0, ...values.map((value) => `${key} = ${value}`))
  }

  toString(): string {
    return this.#lines.map((line) => line + this.#lineBreak).join('')
  }

  #sections(): Section[] {
    const headers = this.#lines.flatMap((line, start) => {
      const name = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim()
      return name === undefined ? [] : [{ name, start }]
    })
    return headers.map((header, index) => ({ ...header, end: headers[index + 1]?.start ?? this.#lines.length }))
  }

  #find(name: string): Section | undefined {
    return this.#sections().find((section) => section.name === name)
  }

  #create(name: string): Section {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('')
    this.#lines.push(`[${name}]`)
    return { name, start: this.#lines.length - 1, end: this.#lines.length }
  }
}

function keyOf(line: string): string | undefined {
  return /^\s*([A-Za-z_][\w.-]*\s*(?:\[\])?)\s*=/.exec(line)?.[1]?.replace(/\s/g, '')
}

function isEntry(line: string): boolean {
  return keyOf(line) !== undefined || line.trimStart().startsWith('[')
}
