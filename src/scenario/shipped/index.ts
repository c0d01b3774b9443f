// The scenarios that come with this package.
import type { AnyScenario } from '../scenario.ts'
import { apiTest } from './api-test.ts'
import { basic } from './basic.ts'
import { basicTopic } from './basic-topic.ts'
import { connectAndIdleForever } from './connect-and-idle-forever.ts'
import { explode } from './explode.ts'
import { loadtest } from './loadtest.ts'
import { manyChannels } from './many-channels.ts'
import { notificationForever } from './notification-forever.ts'
import { notificationForeverBadEndpoints } from './notification-forever-bad-endpoints.ts'
import { notificationForeverBadTokens } from './notification-forever-bad-tokens.ts'
import { notificationForeverDirectStore } from './notification-forever-direct-store.ts'
import { notificationForeverStored } from './notification-forever-stored.ts'
import { notificationForeverUnsubscribed } from './notification-forever-unsubscribed.ts'
import { reconnectForever } from './reconnect-forever.ts'
import { registerForever } from './register-forever.ts'
import { testMultipleSpawn } from './test-multiple-spawn.ts'
import { testSpawn } from './test-spawn.ts'

/** A scenario of this package. */
export interface ShippedScenario {
  readonly name: string
  /** What it does, and its arguments in their order. */
  readonly text: string
  readonly scenario: AnyScenario
}

/** All of them. */
export const shippedScenarios: readonly ShippedScenario[] = [
  shipped('basic', basic, 'One push from end to end; the smoke test. vapidClaims, vapidKey'),
  shipped('basicTopic', basicTopic, 'A message replaces an older one of its topic. vapidClaims, vapidKey'),
  shipped('apiTest', apiTest, 'What shall work and what shall be refused, each once.'),
  shipped('connectAndIdleForever', connectAndIdleForever, 'Connects and stays.'),
  shipped('reconnectForever', reconnectForever, 'Comes and goes. reconnectDelay=30, runOnce'),
  shipped('registerForever', registerForever, 'Registers more and more channels. regDelay=30, runOnce'),
  shipped('notificationForever', notificationForever, 'Push after push. notifDelay=30, runOnce, vapidClaims'),
  shipped(
    'notificationForeverStored',
    notificationForeverStored,
    'Fetches what was stored. qtyStored=32, ttl=300, notifDelay=30, runOnce, vapidClaims, storeDelay=5',
  ),
  shipped(
    'notificationForeverDirectStore',
    notificationForeverDirectStore,
    'Leaves before it acknowledges. cycleDelay=10, runOnce',
  ),
  shipped(
    'notificationForeverUnsubscribed',
    notificationForeverUnsubscribed,
    'Pushes to a channel that is given up. notifDelay=30, runOnce',
  ),
  shipped(
    'notificationForeverBadTokens',
    notificationForeverBadTokens,
    'Pushes to made-up tokens. notifDelay=30, runOnce, tokenLength=140',
  ),
  shipped(
    'notificationForeverBadEndpoints',
    notificationForeverBadEndpoints,
    'Pushes to made-up paths. notifDelay=30, runOnce',
  ),
  shipped('loadtest', loadtest, 'One each of those that go on forever.'),
  // Its name in ap-loadtester; here a command has that name.
  shipped('expectNotifications', manyChannels, 'Ten channels, in another order than they were pushed to.'),
  shipped('testSpawn', testSpawn, 'Starts another scenario.'),
  shipped('testMultipleSpawn', testMultipleSpawn, 'Starts four.'),
  shipped('explode', explode, 'Fails, after two restarts.'),
]

function shipped(name: string, scenario: AnyScenario, text: string): ShippedScenario {
  return { name, scenario, text }
}

export {
  apiTest,
  basic,
  basicTopic,
  connectAndIdleForever,
  explode,
  loadtest,
  manyChannels,
  notificationForever,
  notificationForeverBadEndpoints,
  notificationForeverBadTokens,
  notificationForeverDirectStore,
  notificationForeverStored,
  notificationForeverUnsubscribed,
  reconnectForever,
  registerForever,
  testMultipleSpawn,
  testSpawn,
}
