import { createServer, type Server } from 'node:http'
import { currentTest, type LiveCheck, liveFetch, withLiveTest } from 'pushwright/core'
import { OrderFlow } from './order-flow.ts'

const fetch = liveFetch()

/** Takes orders. One of ten is a test. */
export function orderService(live: LiveCheck, billing: string): Server {
  const orders = live.add(new OrderFlow())
  return createServer((request, response) => {
    const side = request.url === '/sell' ? 'sell' : 'buy'
    const place = async (): Promise<void> => {
      orders.signals.placed.send(side)
      await fetch(billing)
      response.end(currentTest()?.id)
    }
    void orders.maybeTrigger(place, { args: [side] })
  })
}

/** Bills them. */
export function billingService(live: LiveCheck): Server {
  const orders = live.add(new OrderFlow())
  return createServer(
    withLiveTest(live, (_request, response) => {
      orders.signals.billed.send(7)
      response.end()
    }),
  )
}
