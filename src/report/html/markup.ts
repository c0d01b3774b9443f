// HTML that cannot be broken by what is put into it: a template escapes every value that is not markup itself.

/** A piece of HTML. */
export interface Markup {
  readonly markup: string
}

/** What a template takes: text is escaped, `undefined` is nothing, lists are joined. */
export type MarkupValue = string | number | undefined | Markup | readonly Markup[]

/**
 * HTML from a template.
 *
 * @example
 * ```ts
 * html`<td title="${title}">${count}</td>`.markup
 * ```
 */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return { markup: strings.map((string, index) => string + render(values[index])).join('') }
}

/** HTML that is known to be safe, such as a page's own script. */
export function trusted(markup: string): Markup {
  return { markup }
}

function render(value: MarkupValue): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if ('markup' in value) return value.markup
  return value.map(({ markup }) => markup).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The text as HTML shows it, also within an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string)
}
