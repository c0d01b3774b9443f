// A fixture server with a target of it, and a recorder that remembers.
import { onTestFinished } from 'vitest'
import { FixtureServer, type FixtureServerOptions } from '../../src/fixture/index.ts'
import {
  type ScenarioRecorder,
  type ScenarioTarget,
  type UrlTargetOptions,
  urlTarget,
} from '../../src/scenario/index.ts'

export interface Stage {
  readonly server: FixtureServer
  readonly target: ScenarioTarget
}

/** A service and a target for one test. */
export async function stage(fixture: FixtureServerOptions = {}, options: UrlTargetOptions = {}): Promise<Stage> {
  const server = await FixtureServer.start(fixture)
  onTestFinished(() => server.close())
  const target = urlTarget(server.url, options)
  onTestFinished(() => target.close())
  return { server, target }
}

/** Remembers everything it is told. */
export class MemoryRecorder implements ScenarioRecorder {
  readonly steps: string[] = []
  readonly times: { readonly step: string; readonly duration: number }[] = []
  readonly counts: Record<string, number> = {}
  readonly failures: string[] = []
  connected = 0

  measured(step: string, startedAt: number, endedAt: number): void {
    this.steps.push(step)
    this.times.push({ step, duration: endedAt - startedAt })
  }

  counted(what: string, amount = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + amount
  }

  failed(kind: string): void {
    this.failures.push(kind)
  }

  clients(change: 1 | -1): void {
    this.connected += change
  }
}
