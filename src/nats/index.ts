export { connectNats, type Nats, type NatsOptions } from './connect-nats.ts'
export { longestMessage, requireCarried } from './message-size.ts'
export { isStreamFull } from './stream-full.ts'
