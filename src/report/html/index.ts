export { type GridPageOptions, renderGridPage } from './grid-page.ts'
export { escapeHtml } from './markup.ts'
export { renderTranscriptPage, type TranscriptPageOptions } from './transcript-page.ts'
