export {
  type Action,
  type CloseAction,
  closeWith,
  type PushAction,
  sendPush,
  type TriggerCallback,
  type TriggerContext,
} from './actions.ts'
export { type Barrier, barrier } from './barrier.ts'
export { type Conversation, conversation, type RunOptions } from './conversation.ts'
export { type Conversations, type ConversationsResult, conversations } from './conversations.ts'
export type { FrameKind, ReceivedFrame } from './frame.ts'
export { type AsymmetricMatcher, type Expected, type Predicate, present, some } from './matching/value.ts'
export { type MessageOptions, message, type OutgoingMessage } from './message.ts'
export type {
  ConversationLimits,
  ConversationOptions,
  ConversationTimeouts,
  ExpectedClose,
  ExpectedHandshake,
} from './plan.ts'
export { type HttpRequestOptions, type PlannedRequest, type RequestAnswer, request } from './request.ts'
export { type CaptureOptions, type Count, type ExpectedResponse, type ResponseOptions, response } from './response.ts'
export type {
  ConversationClose,
  ConversationFailure,
  ConversationResult,
  FailedTrigger,
  FailurePhase,
} from './result.ts'
export type { Handshake } from './run/socket.ts'
export type { Parameters, ParameterValue } from './url.ts'
