// Plays a plan, or one process's part of it: begins scenarios when they are due, and ends when all have ended.
import { setMaxListeners } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { type AnyScenario, runScenario, type ScenarioTarget, type SpawnSpec } from '../../scenario/index.ts'
import { arrivalsOf, lanesOf, type Presence, type Shard, wholePlan } from '../arrival/index.ts'
import { GeneratorWatch, type MetricSink, Metrics, type MetricsRecord, type ScenarioMeter } from '../metrics/index.ts'
import { type Arrival, type Plan, pick } from '../plan/index.ts'
import { Agenda } from './agenda.ts'
import { checkArguments, ScenarioCache } from './scenario-cache.ts'
import { type RunStep, spawnedSteps } from './spawned-steps.ts'

/** How to play a plan. */
export interface RunShardOptions {
  /** Default: the whole plan. */
  readonly shard?: Shard
  /** What the scenarios act on; it stays open. */
  readonly target: ScenarioTarget
  /** What the names of scenarios in files are relative to. */
  readonly root: string
  /** Aborts the scenarios that run and begins no more; what was measured is still returned. */
  readonly signal?: AbortSignal
  readonly sinks?: readonly MetricSink[]
  /** Called every second with everything measured so far. */
  readonly onProgress?: (soFar: MetricsRecord) => void
}

/** One scenario that is due. */
interface Due {
  readonly scenario: AnyScenario | string
  readonly args: readonly unknown[]
  /** Milliseconds since the start of the run. */
  readonly intendedAt: number
  readonly signal: AbortSignal
  readonly seed: number
}

/**
 * Plays a plan.
 *
 * @throws PushwrightError `ERR_OPTION` if a scenario is not found or lacks arguments; nothing has begun then.
 */
export async function runShard(plan: Plan, options: RunShardOptions): Promise<MetricsRecord> {
  const scenarios = new ScenarioCache(options.root)
  for (const [index, { mix }] of plan.steps.entries()) {
    for (const { scenario, args } of mix) {
      checkArguments(await scenarios.find(scenario), args, `Step ${index + 1} of the plan`)
    }
  }
  return new ShardRun(plan, options, scenarios).finish()
}

class ShardRun {
  readonly #plan: Plan
  readonly #options: RunShardOptions
  readonly #scenarios: ScenarioCache
  readonly #agenda = new Agenda()
  readonly #metrics: Metrics
  /** One for the rate of a step, one for each presence of a client, while it lasts. */
  readonly #controllers = new Set<AbortController>()
  /** One for all launches, which nothing but the end of the run aborts; scenarios may spawn any number of them. */
  readonly #launches = this.#controller()
  /** Scenarios that run, and spawned steps that begin more. */
  #busy = 0
  #onIdle: (() => void) | undefined

  constructor(plan: Plan, options: RunShardOptions, scenarios: ScenarioCache) {
    this.#plan = plan
    this.#options = options
    this.#scenarios = scenarios
    this.#metrics = new Metrics(this.#agenda.startedAt, options.sinks)
  }

  async finish(): Promise<MetricsRecord> {
    const { signal, shard = wholePlan, onProgress } = this.#options
    const watch = new GeneratorWatch()
    const ticks = setInterval(() => {
      this.#metrics.sample(watch.look())
      onProgress?.(this.#metrics.toJSON())
    }, 1000)
    const stop = (): void => this.#stop()
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    try {
      await Promise.all(this.#plan.steps.map((step) => this.#play(step, shard)))
      await this.#idle()
    } finally {
      this.#stop()
      signal?.removeEventListener('abort', stop)
      clearInterval(ticks)
      watch.close()
    }
    this.#metrics.sample(watch.look())
    return this.#metrics.toJSON()
  }

  #stop(): void {
    this.#agenda.end()
    for (const controller of this.#controllers) controller.abort()
  }

  #play(step: RunStep, shard: Shard): Promise<void> {
    const { arrival } = step
    return arrival.model === 'clients'
      ? this.#playClients(step, arrival, shard)
      : this.#playArrivals(step, arrival, shard)
  }

  async #playArrivals(
    { mix, delay }: RunStep,
    arrival: Exclude<Arrival, { model: 'clients' }>,
    shard: Shard,
  ): Promise<void> {
    const { gracefulStop, seed } = this.#plan
    const controller = arrival.model === 'launch' ? this.#launches : this.#controller()
    const { signal } = controller
    for (const { index, at } of arrivalsOf(arrival, shard)) {
      if (!(await this.#agenda.until(delay + at))) return
      const { scenario, args } = pick(mix, index, seed)
      void this.#begin({ scenario, args, intendedAt: delay + at, signal, seed: seed + index })
    }
    if (arrival.model === 'launch') return
    const end = delay + arrival.stages.reduce((sum, { duration }) => sum + duration, 0)
    this.#abortAt(controller, end + gracefulStop)
  }

  async #playClients(
    { mix, delay }: RunStep,
    arrival: Extract<Arrival, { model: 'clients' }>,
    shard: Shard,
  ): Promise<void> {
    const client = async (index: number, presences: readonly Presence[]): Promise<void> => {
      for (const { from, to } of presences) {
        const controller = this.#controller()
        await this.#playPresence({ mix, arrival, index, from: delay + from, to: delay + to, controller })
        this.#controllers.delete(controller)
      }
    }
    await Promise.all(lanesOf(arrival.stages, shard).map(({ index, presences }) => client(index, presences)))
  }

  /** One client: the scenario again and again, until the client is no longer wanted. */
  async #playPresence({
    mix,
    arrival: { thinkTime, pace },
    index,
    from,
    to,
    controller,
  }: Pick<RunStep, 'mix'> &
    Presence & {
      readonly arrival: Extract<Arrival, { model: 'clients' }>
      readonly index: number
      readonly controller: AbortController
    }): Promise<void> {
    const { gracefulStop, seed } = this.#plan
    const { signal } = controller
    let intendedAt = from
    for (let round = 0; intendedAt < to && !signal.aborted; round++) {
      if (!(await this.#agenda.until(intendedAt))) return
      if (round === 0) this.#abortAt(controller, to + gracefulStop)
      const number = index + round
      const { scenario, args } = pick(mix, number, seed)
      await this.#begin({ scenario, args, intendedAt, signal, seed: seed + number })
      // A scenario that waits for nothing must not keep the event loop to itself.
      await turn()
      const rested = this.#agenda.now + thinkTime
      // With a pace the next round was meant for its time, even if this one took longer: that is what is corrected for.
      if (pace === 0) intendedAt = rested
      else intendedAt = thinkTime === 0 ? intendedAt + pace : Math.max(intendedAt + pace, rested)
    }
  }

  /** Runs one scenario to its end. */
  async #begin({ scenario, args, intendedAt, signal, seed }: Due): Promise<void> {
    this.#busy++
    const lateness = this.#agenda.now - intendedAt
    try {
      const found = await this.#scenarios.find(scenario)
      const meter = this.#metrics.begin(found.name, lateness)
      const { state } = await runScenario(found.scenario, {
        target: this.#options.target,
        args,
        recorder: meter,
        signal,
        name: found.name,
        seed: seed % 2 ** 32,
        spawn: (spec) => this.#spawn(spec, meter),
      })
      meter.ended(state)
    } finally {
      this.#done()
    }
  }

  /** Begins what a scenario spawns, beside the plan and from now on. */
  #spawn(spec: string | SpawnSpec, parent: ScenarioMeter): void {
    for (const step of spawnedSteps(spec)) {
      this.#busy++
      const delayed = { ...step, delay: this.#agenda.now + step.delay }
      this.#findAll(step)
        .then(() => this.#play(delayed, wholePlan))
        // It belongs to nobody's result; so it is an error of whoever spawned it.
        .catch((error: unknown) => parent.failed('spawn', error))
        .finally(() => this.#done())
    }
  }

  async #findAll({ mix }: RunStep): Promise<void> {
    for (const { scenario, args } of mix) {
      checkArguments(await this.#scenarios.find(scenario), args, 'A spawned scenario')
    }
  }

  #controller(): AbortController {
    const controller = new AbortController()
    // Each scenario listens, and there may be thousands.
    setMaxListeners(0, controller.signal)
    this.#controllers.add(controller)
    return controller
  }

  #abortAt(controller: AbortController, time: number): void {
    void this.#agenda.until(time).then(() => {
      controller.abort()
      this.#controllers.delete(controller)
    })
  }

  #done(): void {
    this.#busy--
    if (this.#busy === 0) this.#onIdle?.()
  }

  async #idle(): Promise<void> {
    while (this.#busy > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve
      })
    }
  }
}
