export { redact, redactEvents, redactMessage } from './redact.ts'
export { type RenderOptions, renderDiagram, renderJsonLines, renderText } from './render.ts'
export { now, Transcript, type TranscriptEvent, type TranscriptKind } from './transcript.ts'
