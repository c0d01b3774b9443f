export { isTranscriptEvent } from './read-event.ts'
export { redact, redactEvents, redactUrls } from './redact.ts'
export { type RenderOptions, renderDiagram, renderJsonLines, renderText } from './render.ts'
export { now, Transcript, type TranscriptEvent, type TranscriptKind, type TranscriptOptions } from './transcript.ts'
