// The status page: one file that needs no other, and asks nobody but its own server.
import { createHash } from 'node:crypto'
import { pageScript } from './page-script.ts'
import { pageStyle } from './page-style.ts'

/** The headers of the page: only what is written here runs. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    "default-src 'none'",
    `script-src '${hashOf(pageScript)}'`,
    `style-src '${hashOf(pageStyle)}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
}

/** The text of the page. What it shows comes later, from `status.json`. */
export const page: string = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>live check</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>live check</h1>
<p id="health" role="status"></p>
<p id="seen"></p>
<p id="problems"></p>
</header>
<main></main>
<noscript><p>This page is drawn by a script; <a href="status.json">status.json</a> and <a href="metrics">metrics</a> have the same.</p></noscript>
<script type="module">${pageScript}</script>
</body>
</html>
`

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
