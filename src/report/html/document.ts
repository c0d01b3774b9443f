// One HTML file that needs no other: its style, its script and its data are inside, and its policy lets in nothing else.
import { createHash } from 'node:crypto'
import { html, type Markup, trusted } from './markup.ts'

/** What a page is made of. */
export interface PageParts {
  readonly title: string
  readonly style: string
  /** A module; finds the data in the element `data`. */
  readonly script: string
  /** Becomes JSON. */
  readonly data: unknown
  readonly body: Markup
}

/** The text of the file. */
export function renderDocument({ title, style, script, data, body }: PageParts): string {
  // Only what was written here runs, whatever got into the page otherwise. The icon keeps browsers from asking for one.
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
${body}
<script type="application/json" id="data">${trusted(jsonForScript(data))}</script>
<script type="module">${trusted(script)}</script>
</body>
</html>
`.markup
}

/** JSON in which no `</script>` or `<!--` can end the element that it is in. */
function jsonForScript(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
