// Kills one of three agents in the middle of a plan of a minute, and proves that no shard is lost and no delivery counted twice.
//
//   npm run test:agents -- [SECONDS]
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { encodeBase64url, FixtureServer, parseVapidAuthorization } from 'pushwright/core'
import { formatReport, readPlan, runPlan } from 'pushwright/load'

const seconds = Number(process.argv[2] ?? 60)
const perSecond = 30
const folder = mkdtempSync(join(tmpdir(), 'pushwright-agents-'))
const main = new URL('../dist/src/cli/main.js', import.meta.url).pathname
// Debian has nats-server in a place that is not on everybody's PATH.
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
const processes: ChildProcess[] = []

interface Started {
  readonly child: ChildProcess
  /** Waits for a line of its stderr, of those that no earlier call has read. */
  says(line: RegExp): Promise<RegExpExecArray>
}

function start(command: string, args: string[]): Started {
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
  processes.push(child)
  // It keeps the lines until they are asked for.
  const lines = createInterface(child.stderr)[Symbol.asyncIterator]()
  return {
    child,
    async says(line) {
      while (true) {
        const next = await lines.next()
        if (next.done === true) throw new Error(`${command} ended without ${line}.`)
        const match = line.exec(next.value)
        if (match !== null) return match
      }
    },
  }
}

async function startAgent(nats: string, name: string): Promise<Started> {
  const agent = start(process.execPath, [main, 'agent', '--nats', nats, '--name', name])
  await agent.says(/is ready/)
  return agent
}

async function prove(): Promise<boolean> {
  const server = await FixtureServer.start({ limits: { pushes: 1_000_000 } })
  try {
    const queue = start('nats-server', ['-a', '127.0.0.1', '-p', '-1', '-js', '-sd', folder])
    const [, address] = await queue.says(/connections on (127\S+)/)
    const nats = `nats://${address}`
    const agents = await Promise.all(['one', 'two', 'three'].map((name) => startAgent(nats, name)))
    const [victim] = agents as [Started]
    const plan = readPlan(
      { steps: [{ scenario: 'basic', rate: [{ duration: `${seconds}s`, at: perSecond }] }] },
      'agents',
    )
    // A machine with much to do may delay anything: nothing here goes by time.
    const target = { url: server.url, timeout: 60_000 }
    const played = runPlan(plan, { target, agents: { nats, shards: agents.length } })
    await victim.says(/A shard begins/)
    // Less than its own part of the plan, even if it is the only one that has begun.
    await pushes(server, (seconds * perSecond) / 6)
    victim.child.kill('SIGKILL')
    const report = await played
    process.stdout.write(formatReport(report))

    const keys = report.shards.map(({ publicKey }) => publicKey)
    const delivered = server.pushes.filter(({ acks }) => acks.length > 0)
    const ofReport = delivered.filter((push) => keys.includes(posterOf(push)))
    const count = report.metrics.latencies['notification.latency']?.corrected.count
    const facts = {
      planned: seconds * perSecond,
      measured: count,
      delivered: ofReport.length,
      byTheLost: delivered.length - ofReport.length,
    }
    process.stdout.write(`${JSON.stringify(facts)}\n`)
    const isWhole = report.shards.every(({ state }) => state === 'done') && facts.byTheLost > 0
    return isWhole && facts.measured === facts.planned && facts.delivered === facts.planned
  } finally {
    for (const child of processes) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

/** Waits for so many more. */
async function pushes(server: FixtureServer, count: number): Promise<void> {
  const before = server.pushes.length
  while (server.pushes.length < before + count) await server.waitForPush({}, { timeout: 120_000 })
}

/** The public key of who has posted a push. */
function posterOf({ headers }: Pick<FixtureServer['pushes'][number], 'headers'>): string {
  return encodeBase64url(parseVapidAuthorization(headers.authorization ?? '', undefined).publicKey)
}

process.exitCode = (await prove()) ? 0 : 1
