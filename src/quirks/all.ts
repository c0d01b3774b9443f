// Every quirk, one line each: the names under which tests use them.
export { deleteAlways204 as DeleteAlways204 } from './delete-always-204.ts'
export { doubleRegisterNeedsDoubleUnregister as DoubleRegisterNeedsDoubleUnregister } from './double-register-needs-double-unregister.ts'
export { partialAckRedeliversBatch as PartialAckRedeliversBatch } from './partial-ack-redelivers-batch.ts'
export { registerEndpointChanges as RegisterEndpointChanges } from './register-endpoint-changes.ts'
export { topicNotReplaced as TopicNotReplaced } from './topic-not-replaced.ts'
export { uaidNotPersistedUntilRegister as UaidNotPersistedUntilRegister } from './uaid-not-persisted-until-register.ts'
