// What each code of a PushwrightError means, for the reference.
import type { PushwrightErrorCode } from './pushwright-error.ts'

/** When an error comes, and what whoever sees it can do. */
export interface ErrorGuide {
  readonly when: string
  readonly remedy: string
}

/** In the order of the reference: from the first steps to the last. */
export const errorGuide: Readonly<Record<PushwrightErrorCode, ErrorGuide>> = {
  ERR_CONFIG: {
    when: 'The INI, an environment variable or an option of the plugin is wrong. `details` has `file`, `line`, `section`, `key` and `variable`, as far as known.',
    remedy: 'Go to the line that the message begins with. `docs/e2etest.sample.ini` has every key.',
  },
  ERR_UNCONFIGURED: {
    when: 'Something needs a target, and there is no INI or no plugin.',
    remedy: 'Run `npx pushwright init`.',
  },
  ERR_MISSING_PACKAGE: {
    when: 'An optional package is needed for what was asked, and is not installed. `details.package` names it.',
    remedy: 'Install it with the command in the message.',
  },
  ERR_NODE_VERSION: {
    when: 'Node is too old for this package.',
    remedy: 'Install a newer one, or add `node` as a dev dependency and run by `npx`.',
  },
  ERR_TARGET_DOWN: {
    when: 'The target did not answer the health probe, or a browser is not there.',
    remedy: 'Start the service, or correct `url` or `binary` in the INI. `npx pushwright targets` lists the targets.',
  },
  ERR_PHASE: {
    when: 'A provisioner failed or took too long in one of its phases. `details` has `phase` and `target`, and `cause` is the error underneath.',
    remedy:
      'Look at the cause. The limits are `initialise_timeout`, `setup_timeout`, `teardown_timeout` and `finalise_timeout` in `[global]`.',
  },
  ERR_LEAK: {
    when: 'A test ended while something it had asked for was still being opened, or something stayed open.',
    remedy: 'Await every call that opens something, and close in the test what the test has opened.',
  },
  ERR_OPTION: {
    when: 'A function, a command or a pipe was called with an argument that it cannot use.',
    remedy: 'The message says what it takes. `--help` lists the options of a command.',
  },
  ERR_STATE: {
    when: 'The call does not fit the state of the object, such as `register` before `hello`, or of the project.',
    remedy: 'Do first what the message names.',
  },
  ERR_TIMEOUT: {
    when: 'A deadline passed. `details` has `timeout` in milliseconds and what was awaited.',
    remedy: 'The transcript below the failed test shows what came instead. On a slow machine raise `timeout_scale`.',
  },
  ERR_ABORTED: {
    when: 'An `AbortSignal`, Ctrl-C or the end of a test ended a wait.',
    remedy: 'Nothing, if it was meant. Otherwise see who aborted.',
  },
  ERR_CONNECT: {
    when: 'A WebSocket or a connection to NATS could not be opened.',
    remedy: 'Check the URL, the certificate (`ca`, `pin_store`), and that the service runs.',
  },
  ERR_CLOSED: {
    when: 'The connection closed while something waited on it. `details` has `closeCode` and `closeReason`.',
    remedy: 'If the test is about that, expect it: `await expect(client).toBeClosed({ code })`.',
  },
  ERR_REFUSED: {
    when: 'A service answered a request with a status other than success. `details.status` has it.',
    remedy: 'The log of the service says why. If it must refuse, expect it: `toBeRefused`.',
  },
  ERR_NETWORK: {
    when: 'An HTTP request got no answer.',
    remedy: 'Check that the service runs, and that its certificate is trusted.',
  },
  ERR_UNEXPECTED: {
    when: 'Something arrived that must not have, or a test passed that had to fail.',
    remedy: 'The message and the transcript show it. A quirk that is stale is to be taken out of the INI.',
  },
  ERR_NOT_ALLOWED: {
    when: 'A rule for safety forbids the call: an allow-list, a cap, or `enabled`.',
    remedy: 'If it is meant, allow it in the INI.',
  },
  ERR_LIMIT: {
    when: 'A limit on clients, bytes, entries or requests is reached. `docs/reference/limits.md` has them all.',
    remedy: 'Ask for less, or raise the limit that the message names.',
  },
  ERR_MESSAGE: {
    when: 'A frame, or a message of an agent, is not what the protocol says.',
    remedy: 'The message names the field. A raw frame of a test goes out as it is with `sendFrame`.',
  },
  ERR_KEY: {
    when: 'A public, private or VAPID key is malformed.',
    remedy: 'Keys are base64url: 65 bytes for a public one, 32 for a private one, 16 for an authentication secret.',
  },
  ERR_VAPID: {
    when: 'A VAPID token or header is refused. `details.reason` says by which rule.',
    remedy:
      'See RFC 8292: `aud` is the origin of the endpoint, `exp` within 24 hours, `sub` a `mailto:` or `https:` contact.',
  },
  ERR_ENCRYPT: {
    when: 'A payload cannot be encrypted by RFC 8188 and RFC 8291 as asked.',
    remedy: 'Make the payload, the padding or the record fit.',
  },
  ERR_DECRYPT: {
    when: 'What a client received cannot be decrypted with the keys of its subscription.',
    remedy: 'Check that the sender used `p256dh` and `auth` of this subscription, and the encoding it named.',
  },
}
