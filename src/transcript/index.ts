export { redact, redactEvents, redactMessage } from './redact.ts'
export { type RenderOptions, renderDiagram, renderJsonLines, renderText } from './render.ts'
export { keepSecret } from './secret-values.ts'
export { now, Transcript, type TranscriptEvent, type TranscriptKind } from './transcript.ts'
