export { type BadEndpointOptions, badPushEndpoint } from './bad-push-endpoint.ts'
export { randomChannelId } from './random-channel-id.ts'
export { randomData } from './random-data.ts'
export { randomToken } from './random-token.ts'
