export { beginningOf, defaultBodyBytes, wholeOf } from './response-body.ts'
