import { expectTypeOf, test } from 'vitest'
import type { Receipt } from '../../src/application-server/index.ts'
import type { CloseDetails, Notification, Subscription } from '../../src/client/index.ts'
import type { HelloReply } from '../../src/protocol/index.ts'
import {
  basic,
  connect,
  disconnect,
  expectNotification,
  expectNotifications,
  hello,
  type Registration,
  register,
  restart,
  runScenario,
  type Scenario,
  type ScenarioSteps,
  sendNotification,
  subscribe,
  timerEnd,
} from '../../src/scenario/index.ts'
import { stage } from './stage.ts'

// Never run: only its types matter.
function* typed(text: string, count = 1) {
  expectTypeOf(yield* connect()).toEqualTypeOf<void>()
  expectTypeOf(yield* hello()).toEqualTypeOf<HelloReply>()
  expectTypeOf(yield* register()).toEqualTypeOf<Registration>()
  const subscription = yield* subscribe()
  expectTypeOf(subscription).toEqualTypeOf<Subscription>()
  expectTypeOf(yield* sendNotification(subscription, text)).toEqualTypeOf<Receipt>()
  expectTypeOf(yield* expectNotification(subscription)).toEqualTypeOf<Notification>()
  expectTypeOf(yield* expectNotifications([subscription])).toEqualTypeOf<Notification[]>()
  expectTypeOf(yield* timerEnd('t')).toEqualTypeOf<number>()
  expectTypeOf(yield* disconnect()).toEqualTypeOf<CloseDetails>()
  return { text, count }
}

test('without an annotation, with one, and decorated', async () => {
  expectTypeOf(typed).toExtend<Scenario<[string, number?], { text: string; count: number }>>()
  expectTypeOf(basic).returns.toExtend<ScenarioSteps>()
  expectTypeOf(restart()(typed)).parameters.toEqualTypeOf<[text: string, count?: number]>()
  function* nested() {
    expectTypeOf(yield* typed('x')).toEqualTypeOf<{ text: string; count: number }>()
    return 'nested' as const
  }
  const { target } = await stage()
  const run = () => runScenario(nested, { target })
  expectTypeOf(run).returns.resolves.toHaveProperty('result').toEqualTypeOf<'nested' | undefined>()
  function* numbers() {
    yield 1
  }
  // @ts-expect-error A scenario yields commands, and nothing else.
  const wrong = () => runScenario(numbers, { target })
  // @ts-expect-error The arguments are those of the scenario.
  const misread = () => runScenario(typed, { target, args: [1] })
  expectTypeOf([wrong, misread]).toBeArray()
})
