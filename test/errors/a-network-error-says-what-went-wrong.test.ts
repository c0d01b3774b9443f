import { expect, test } from 'vitest'
import { networkReason, PushwrightError } from '../../src/errors/index.ts'

function systemError(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code })
}

test.for([
  ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'],
  ['CERT_HAS_EXPIRED', 'certificate has expired', 'CERT_HAS_EXPIRED'],
  [
    'EPROTO',
    'write EPROTO 40DDEA70397F0000:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../deps/openssl/rec_layer_s3.c:918:SSL alert number 70\n',
    'EPROTO, tlsv1 alert protocol version',
  ],
  ['EPROTO', 'write EPROTO', 'EPROTO'],
  ['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/', 'HPE_INVALID_CONSTANT, Expected HTTP/'],
] as const)('%s: %s', ([code, message, reason]) => {
  expect(networkReason(systemError(code, message))).toBe(reason)
})

test('our own errors and those without a code speak for themselves', () => {
  expect(networkReason(new PushwrightError('ERR_CONNECT', 'Expected a key that is pinned.'))).toBe(
    'Expected a key that is pinned',
  )
  expect(networkReason(new Error('Opening handshake has timed out.'))).toBe('Opening handshake has timed out')
})
