export { connectNats, type Nats, type NatsOptions } from './connect-nats.ts'
