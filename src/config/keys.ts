// The keys of [global] and of every target, once: validation, the table of the reference and the sample INI are written from here.

import { logFormats, logLevels } from '../log/index.ts'
import type { KeyDescription } from './key-description.ts'
import { provisionerKeys } from './provisioner-keys.ts'

/** The keys of `[global]`. */
export const globalKeys: readonly KeyDescription[] = [
  {
    name: 'target',
    type: 'string',
    text: 'The section to use; not needed when there is only one target.',
    example: 'fixture-server',
  },
  { name: 'timeout', type: 'duration', default: '5s', minimum: 1, text: 'The budget of `blockingTimed`.' },
  {
    name: 'timeout_scale',
    type: 'number',
    default: '1',
    minimum: 0.01,
    text: 'Multiplies every timeout, configured ones too.',
  },
  {
    name: 'plugins',
    type: 'list',
    text: 'Modules with quirks and features of your own: paths such as `./my-quirks.ts`, or packages.',
    example: './my-quirks.ts',
  },
  { name: 'require', type: 'boolean', default: 'false', text: 'Whether a run in which no test ran fails.' },
  {
    name: 'baseline',
    type: 'path',
    text: 'A file with the tests that are known not to run; other skips fail the run. Written with `vitest run -u`.',
    example: '.local/baseline.json',
  },
  {
    name: 'health_timeout',
    type: 'duration',
    default: '5s',
    minimum: 1,
    text: 'How long the target may take to answer the health probe.',
  },
  {
    name: 'initialise_timeout',
    type: 'duration',
    default: '10s',
    minimum: 1,
    text: "The budget of the provisioner's `initialise()`.",
  },
  {
    name: 'setup_timeout',
    type: 'duration',
    default: '5s',
    minimum: 1,
    text: "The budget of the provisioner's `setup()` before each test.",
  },
  {
    name: 'teardown_timeout',
    type: 'duration',
    default: '5s',
    minimum: 1,
    text: "The budget of the provisioner's `teardown()` after each test.",
  },
  {
    name: 'finalise_timeout',
    type: 'duration',
    default: '10s',
    minimum: 1,
    text: "The budget of the provisioner's `finalise()`.",
  },
  {
    name: 'log_level',
    type: 'choice',
    choices: logLevels,
    // As most environments have it.
    aliases: Object.fromEntries(logLevels.map((level) => [level.toUpperCase(), level])),
    default: 'info',
    text: 'How important something must be for commands to log it.',
  },
  { name: 'log_format', type: 'choice', choices: logFormats, default: 'default', text: 'How commands log it.' },
  {
    name: 'log_output',
    type: 'string',
    default: 'stderr',
    text: 'Where commands log it: `stderr`, `stdout`, `none`, or a file that lines are added to.',
  },
]

/** The keys that every target may have, whatever its provisioner. */
export const targetKeys: readonly KeyDescription[] = [
  {
    name: 'provisioner',
    type: 'string',
    text: "The provisioner: a built-in name, a path such as `./my-provisioner.ts` or a package. Defaults to the section's own name.",
    example: 'anonymous',
  },
  {
    name: 'quirks',
    type: 'quirks',
    text: 'Quirks of the target, as ids; a bare name is short for `urn:pushwright:quirk:name`.',
    example: 'topic-not-replaced',
  },
  {
    name: 'features',
    type: 'features',
    text: 'Features that the target has although discovery does not find them.',
    example: 'topic',
  },
  {
    name: 'missing_features',
    type: 'features',
    text: 'Features that the target lacks although discovery finds them.',
    example: 'broadcast',
  },
  {
    name: 'timeout',
    type: 'duration',
    minimum: 1,
    text: 'The budget of `blockingTimed` for this target.',
    example: '10s',
  },
  {
    name: 'max_clients',
    type: 'integer',
    minimum: 1,
    text: 'How many clients may be connected at a time.',
    example: '100',
  },
  {
    name: 'parallel',
    type: 'boolean',
    default: 'true',
    text: 'Whether test files run at the same time.',
  },
  {
    name: 'isolate',
    type: 'boolean',
    default: 'true',
    text: 'Whether each test file has a worker of its own, unless the Vitest config says; `false` keeps what a worker has.',
  },
  { name: 'no_verify', type: 'boolean', default: 'false', text: 'Whether any TLS certificate is accepted.' },
  {
    name: 'ca',
    type: 'path',
    text: 'A PEM file of certificate authorities to trust as well.',
    example: '.local/ca.pem',
  },
  {
    name: 'pin_store',
    type: 'path',
    text: 'A JSON file of pins, `{"host": ["base64", ...]}`.',
    example: '.local/pins.json',
  },
  {
    name: 'pin_type',
    type: 'choice',
    choices: ['public-key', 'certificate'],
    aliases: { 0: 'public-key', 1: 'certificate' },
    default: 'public-key',
    text: "What the pins are of; aioxmpp's `0` and `1` are understood.",
  },
  {
    name: 'vapid_private_key',
    type: 'string',
    secret: true,
    text: 'The VAPID private key of application servers (base64url); a fresh one when absent.',
    example: `\${env:VAPID_PRIVATE_KEY}`,
  },
  {
    name: 'vapid_subject',
    type: 'string',
    default: 'mailto:pushwright@example.com',
    text: 'The contact in VAPID tokens, `mailto:` or `https:`.',
  },
]

/**
 * The keys that a target with this provisioner may have, or `undefined` when only the provisioner itself can say.
 *
 * @param provisioner - The name of a built-in provisioner.
 * @param own - The keys of a provisioner that is not built in, if it describes them.
 */
export function keysOf(provisioner: string, own?: readonly KeyDescription[]): readonly KeyDescription[] | undefined {
  const particular = own ?? provisionerKeys.get(provisioner)
  if (!particular) return undefined
  const names = new Set(particular.map((description) => description.name))
  return [...targetKeys.filter((description) => !names.has(description.name)), ...particular]
}

/**
 * The environment variable that overrides a key: `PUSHWRIGHT_MAX_CLIENTS` for `max_clients`.
 *
 * @param key - The key as in the INI.
 */
export function variableOf(key: string): string {
  return `PUSHWRIGHT_${key.toUpperCase().replace(/[.-]/g, '_')}`
}
