// The face of this folder: what a probe of a quirk or a feature is made of.

export { type Answer, answerToFrame, describeAnswer } from './answer.ts'
export { arrival, type Sent } from './arrival.ts'
export { type Acknowledgement, acknowledgement } from './experiments/acknowledgement.ts'
export { type BadKeys, badKeys } from './experiments/bad-keys.ts'
export {
  type BroadcastSubscription,
  broadcastSubscription,
  isBroadcast,
} from './experiments/broadcast-subscription.ts'
export { type Delivery, delivery } from './experiments/delivery.ts'
export { type DuplicateSession, duplicateSession } from './experiments/duplicate-session.ts'
export { earlyPing } from './experiments/early-ping.ts'
export { type EmptyDelivery, emptyDelivery } from './experiments/empty-delivery.ts'
export { type Forgery, forgery } from './experiments/forgery.ts'
export { type Greetings, greetings } from './experiments/greetings.ts'
export { helloAnswer } from './experiments/hello-answer.ts'
export { type Mailbox, mailbox } from './experiments/mailbox.ts'
export { invalidJson } from './experiments/mistakes.ts'
export { type Pings, pings } from './experiments/pings.ts'
export { refusal } from './experiments/refusal.ts'
export { type Reregistration, reregistration } from './experiments/reregistration.ts'
export { type Restriction, restriction } from './experiments/restriction.ts'
export { type Resumption, resumption } from './experiments/resumption.ts'
export { probeRoute } from './experiments/routes.ts'
export { isAccepted, statusOf, withoutContentEncoding, withoutTtl, wrongTopic } from './experiments/status-of.ts'
export { type Stored, type StoredMessage, stored } from './experiments/stored.ts'
export { statusOfToken, tokensNotChecked } from './experiments/token.ts'
export { type Unacknowledged, type UnacknowledgedMessage, unacknowledged } from './experiments/unacknowledged.ts'
export { type Unregistration, unregistration } from './experiments/unregistration.ts'
export { judge, type Observation, type Probe, type Probing, unknown } from './observation.ts'
export type { PoliteSender, RouteAnswer } from './polite-sender.ts'
export {
  type Experiment,
  ProbeKit,
  type ProbeKitOptions,
  type ProbeUsage,
} from './probe-kit.ts'
export type { ClientHandle, ProbeTarget } from './probe-target.ts'
export { type SigningOptions, send, sendSigned } from './sending.ts'
