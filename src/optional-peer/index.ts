export { optionalPeer } from './optional-peer.ts'
