// Runs the probes of quirks and features: a few at once, each in bounded time, none able to end the others.
import { Deadline } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { greetings, ProbeKit, type ProbeTarget, type ProbeUsage } from '../probing/index.ts'
import { shownServiceUrl } from '../provisioner/index.ts'
import { type Finding, findingOf, type Item, itemsToProbe } from './finding.ts'

/** How to probe; everything has a default. */
export interface ProbeOptions {
  /** Names or URIs of the quirks and features to look for. Default: all. */
  readonly only?: readonly string[] | undefined
  /** Probes at once. Default 4; a service that cannot tell clients apart gets one at a time. */
  readonly concurrency?: number
  /** Milliseconds for one probe, before scaling. Default 120,000: probes wait for what they share, and for their turn to post. */
  readonly probeTimeout?: number
  /** Milliseconds by which a message may come late. Default 500. */
  readonly patience?: number
  /** HTTP requests at most. Default 150. */
  readonly maxRequests?: number
  /** Ends the probe early; channels are given up all the same. */
  readonly signal?: AbortSignal
}

/** Everything that was found. */
export interface ProbeReport {
  /** Without user, password and query. */
  readonly url: string
  readonly findings: readonly Finding[]
  readonly usage: ProbeUsage
}

/**
 * Finds the features and quirks of a running push service.
 *
 * @throws PushwrightError `ERR_CONNECT` and others if no client gets in, `ERR_ABORTED`, `ERR_OPTION` for an unknown name in `only`.
 */
export async function runProbe(target: ProbeTarget, options: ProbeOptions = {}): Promise<ProbeReport> {
  const { patience = 500, maxRequests = 150, concurrency = 4, signal } = options
  const items = itemsToProbe(options.only)
  const kit = new ProbeKit(target, { patience: patience * target.timing.scale, maxRequests })
  let findings: Finding[]
  try {
    // Without clients there is nothing to probe; and it shows whether several can be open at once.
    await Deadline.after(Number.POSITIVE_INFINITY, { signal }).bound('two clients', kit.observe(greetings))
    // A probe uses two clients at most, and one stays for all of them.
    const { maxClients = Number.POSITIVE_INFINITY } = target
    const most = kit.isSolo ? 1 : Math.max(1, Math.floor((maxClients - 1) / 2))
    findings = await inTurns(items, Math.min(concurrency, most), (item) => probe(item, kit, options))
  } finally {
    await kit.close()
  }
  if (signal?.aborted) throw new PushwrightError('ERR_ABORTED', 'The probe was interrupted.')
  return { url: shownServiceUrl(target.url), findings, usage: kit.usage }
}

async function probe(item: Item, kit: ProbeKit, options: ProbeOptions): Promise<Finding> {
  const { probe: find, notProbed = 'It has no probe.', name } = item.description
  if (find === undefined) return findingOf(item, { state: 'not probed', seen: notProbed })
  try {
    const deadline = kit.timing.deadline({ timeout: options.probeTimeout ?? 120_000, signal: options.signal })
    return findingOf(item, await deadline.bound(`the probe of ${name}`, find(kit)))
  } catch (error) {
    // One probe that fails says nothing about the others.
    return findingOf(item, { state: 'unknown', seen: error instanceof Error ? error.message : String(error) })
  }
}

/** Does something with every item, `count` at once; the results are in the order of the items. */
async function inTurns<T, R>(items: readonly T[], count: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const waiting = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: count }, worker))
  return results
}
