import {
  ack,
  basic,
  connect,
  disconnect,
  expect,
  expectNotification,
  hello,
  runScenario,
  scenarioTest,
  sendNotification,
  subscribe,
  test,
} from 'pushwright'

/** A message that is sent while the client is away is there when it comes back. */
export function* comesLate(text = 'better late than never') {
  yield* connect()
  yield* hello()
  const subscription = yield* subscribe()
  yield* disconnect()
  const { status } = yield* sendNotification(subscription, text, { ttl: 60 })
  yield* connect()
  yield* hello()
  const notification = yield* expectNotification(subscription, { payload: text })
  yield* ack(notification)
  return status
}

scenarioTest(basic)
scenarioTest(comesLate)

test('a scenario is a part of a test', async ({ provisioner }) => {
  const { result } = await runScenario(comesLate, { provisioner, args: ['hello'] })
  expect(result).toBe(201)
})
