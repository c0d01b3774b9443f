export { closeCode, closeReason, headers, retryAfter, status, uuid } from './protocol.ts'
export { type FieldsOf, readFields, type Schema } from './read-fields.ts'
export { duration, either, flag, integer, number, optional, type Reader, text, wrong } from './reader.ts'
