export { type GridPageOptions, renderGridPage } from './grid-page.ts'
export { renderTranscriptPage, type TranscriptPageOptions } from './transcript-page.ts'
