import assert from 'node:assert/strict'
import { type Case, type Execution, type Signal, signal } from 'pushwright/core'

type OrderSignals = { placed: Signal<string>; billed: Signal<number> }

/** An order is placed as it was given, and billed. */
export class OrderFlow implements Case<OrderSignals, [side: string]> {
  readonly name = 'order-flow'
  readonly probability = 0.1
  readonly warnStalledAfter = '10m'
  readonly signals: OrderSignals = { placed: signal(), billed: signal() }

  async run({ signals, expectOrder }: Execution<OrderSignals>, side: string): Promise<void> {
    assert.equal(await signals.placed.wait({ timeout: '10s' }), side)
    assert.ok((await signals.billed.wait({ timeout: '10s' })) > 0)
    await expectOrder('placed', 'billed')
  }
}
