export { type ErrorGuide, errorGuide } from './error-guide.ts'
export { nearest } from './nearest.ts'
export { networkReason } from './network-reason.ts'
export { requireNodeVersion } from './node-version.ts'
export {
  isPushwrightError,
  PushwrightError,
  type PushwrightErrorCode,
  type PushwrightErrorOptions,
} from './pushwright-error.ts'
export { didYouMean, quoteForMessage } from './wording.ts'
