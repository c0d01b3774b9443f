// Rounds of whole tests, each with a client of its own, and of nothing but their work, in clients that are open already.
import { writeFileSync } from 'node:fs'
import { type ApplicationServer, afterAll, expect, type PushClient, test } from 'pushwright'
import { type Provisioner, Scope } from 'pushwright/core'
import type { Costs } from './costs.ts'

const rounds = 7
const testsInRound = 6

const costs: Costs = { firstTestAt: 0, whole: [], work: [] }
afterAll(() => writeFileSync('costs.json', JSON.stringify(costs)))

async function work(client: PushClient, applicationServer: ApplicationServer): Promise<void> {
  const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
  await applicationServer.send(subscription, 'hello')
  await expect(client).toReceivePush('hello')
}

test('first', async ({ client, applicationServer }) => {
  costs.firstTestAt = Date.now()
  await work(client, applicationServer)
})

let begin = 0
/** The first round warms up. */
const endRound = (series: number[], round: number): void => {
  if (round > 0) series.push((performance.now() - begin) / testsInRound)
}

for (let round = 0; round <= rounds; round++) {
  test(`whole tests of round ${round} begin`, () => {
    begin = performance.now()
  })
  for (let index = 0; index < testsInRound; index++) {
    test(`round ${round}, whole test ${index}`, ({ client, applicationServer }) => work(client, applicationServer))
  }
  test(`whole tests of round ${round} end`, () => endRound(costs.whole, round))

  // They outlive the test that opens them.
  const kept = new Scope('kept')
  const clients: PushClient[] = []
  test(`clients of round ${round} open`, async () => {
    for (let index = 0; index < testsInRound; index++) clients.push(await provisioner().getConnectedClient(kept))
  })
  test(`work of round ${round} begins`, () => {
    begin = performance.now()
  })
  for (let index = 0; index < testsInRound; index++) {
    test(`round ${round}, work ${index}`, async ({ applicationServer }) => {
      await work(clients[index] as PushClient, applicationServer)
    })
  }
  test(`work of round ${round} ends`, async () => {
    endRound(costs.work, round)
    await kept.close()
  })
}

/** Where the environment has left it: what a test is given ends with the test. */
function provisioner(): Provisioner {
  const key: unique symbol = Symbol.for('pushwright.provisioner')
  return (globalThis as unknown as { [key]: { provisioner: Provisioner } })[key].provisioner
}
