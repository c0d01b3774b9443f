// The keys of the built-in provisioners, once: validation, the README's table and the sample INI are written from here.

import type { KeyDescription } from './key-description.ts'

const serviceUrl: KeyDescription = {
  name: 'url',
  type: 'url',
  protocols: ['wss:', 'ws:'],
  required: true,
  text: 'The connection endpoint of the push service.',
  example: 'wss://push.stage.example/',
}

/** How the embedded push service behaves. */
const fixtureServer: readonly KeyDescription[] = [
  {
    name: 'profile',
    type: 'string',
    default: 'ideal',
    text: 'The named set of quirks and limits that the fixture server begins with.',
  },
  {
    name: 'sender',
    type: 'string',
    text: 'The vendor whose strictness with senders is played: `mozilla`, `apple`, `fcm` or `wns`.',
    example: 'apple',
  },
  {
    name: 'tls',
    type: 'boolean',
    default: 'false',
    text: 'Whether the fixture server speaks TLS, with an ephemeral CA.',
  },
  {
    name: 'behaviours',
    type: 'list',
    text: 'Behaviours that the server plays without declaring them as quirks, by name.',
    example: 'topic-not-replaced',
  },
]

/** What browsers are told, and the push service that they are given. */
const browser: readonly KeyDescription[] = [
  {
    name: 'binary',
    type: 'string',
    text: 'The browser: a path, or a name on the PATH. Default: the one that is installed.',
    example: '/usr/bin/firefox',
  },
  {
    name: 'headless',
    type: 'boolean',
    default: 'true',
    text: 'Whether the browser runs without a window; `false` is for looking on.',
  },
  {
    name: 'serviceWorker',
    type: 'path',
    text: 'The service worker under test; the files beside it are served as well. Default: one that shows nothing.',
    example: './public/sw.js',
  },
  {
    name: 'parallel',
    type: 'boolean',
    default: 'false',
    text: 'Whether test files run at the same time, each worker with a browser of its own.',
  },
  {
    name: 'isolate',
    type: 'boolean',
    default: 'false',
    text: 'Whether each test file has a worker of its own, unless the Vitest config says, and with it a browser.',
  },
  ...fixtureServer,
]

/** The keys of each built-in provisioner beyond those of every target; a key of the same name replaces the common one. */
export const provisionerKeys: ReadonlyMap<string, readonly KeyDescription[]> = new Map<
  string,
  readonly KeyDescription[]
>([
  [
    'fixture-server',
    [
      ...fixtureServer,
      {
        name: 'root',
        type: 'path',
        text: 'The directory whose files the HTTP side of the fixture server serves.',
        example: './public',
      },
      {
        name: 'scope',
        type: 'choice',
        choices: ['file', 'run'],
        default: 'file',
        text: 'Whether each test file has its own server or the run shares one.',
      },
    ],
  ],
  [
    'firefox',
    [
      {
        name: 'isolation',
        type: 'choice',
        choices: ['container', 'browser'],
        default: 'container',
        text: 'Whether each client has a container of a shared Firefox, with its connection, or a Firefox of its own.',
      },
      ...browser,
    ],
  ],
  ['chromium', browser],
  [
    'anonymous',
    [
      serviceUrl,
      {
        name: 'endpoint_allow',
        type: 'origins',
        text: 'The origins that may be posted to. Default: any, but none in private networks for a service that is not there itself.',
        example: 'https://updates.stage.example',
      },
    ],
  ],
  [
    'production',
    [
      { ...serviceUrl, example: 'wss://push.services.mozilla.com/' },
      { name: 'enabled', type: 'boolean', default: 'false', text: 'Whether production may be used at all.' },
      {
        name: 'endpoint_allow',
        type: 'origins',
        required: true,
        text: 'The origins that may be posted to.',
        example: 'https://updates.push.services.mozilla.com',
      },
      {
        name: 'parallel',
        type: 'boolean',
        default: 'false',
        text: 'Whether test files run at the same time; the caps hold for each file.',
      },
      {
        name: 'max_clients',
        type: 'integer',
        minimum: 1,
        default: '4',
        text: 'How many clients may be connected at a time.',
      },
      {
        name: 'posts_per_second',
        type: 'number',
        minimum: 0.001,
        default: '1',
        text: 'How many notifications may be posted in a second.',
      },
      {
        name: 'retries',
        type: 'integer',
        minimum: 0,
        default: '3',
        text: 'How often a refused connection or post is tried again.',
      },
      {
        name: 'journal',
        type: 'path',
        default: '.local/pushwright-journal.jsonl',
        text: 'The files that keep what is to be unregistered: each process has its own, of this name and more.',
      },
    ],
  ],
])
