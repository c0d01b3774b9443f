// Kills one of three agents in the middle of a plan of a minute, and proves that no shard is lost and no delivery counted twice.
//
//   npm run test:agents -- [SECONDS]
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeBase64url, FixtureServer, parseVapidAuthorization } from 'pushwright/core'
import { formatReport, readPlan, runPlan } from 'pushwright/load'

const seconds = Number(process.argv[2] ?? 60)
const perSecond = 30
const folder = mkdtempSync(join(tmpdir(), 'pushwright-agents-'))
const main = new URL('../dist/src/cli/main.js', import.meta.url).pathname
// Debian has nats-server in a place that is not on everybody's PATH.
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
const processes: ChildProcess[] = []

/** Starts a process, and gives what a line of its stderr is matched with. */
async function start(
  command: string,
  args: string[],
  line: RegExp,
): Promise<{ child: ChildProcess; match: RegExpExecArray }> {
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
  processes.push(child)
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
  child.once('error', reject)
  child.once('exit', (code) => reject(new Error(`${command} ended with ${code}.`)))
  createInterface(child.stderr).on('line', (text) => {
    const match = line.exec(text)
    if (match !== null) resolve(match)
  })
  return { child, match: await promise }
}

async function prove(): Promise<boolean> {
  const server = await FixtureServer.start({ limits: { pushes: 1_000_000 } })
  try {
    const queue = await start(
      'nats-server',
      ['-a', '127.0.0.1', '-p', '-1', '-js', '-sd', folder],
      /connections on (127\S+)/,
    )
    const nats = `nats://${queue.match[1]}`
    const agents = await Promise.all(
      ['one', 'two', 'three'].map((name) =>
        start(process.execPath, [main, 'agent', '--nats', nats, '--name', name], /is ready/),
      ),
    )
    const plan = readPlan(
      { steps: [{ scenario: 'basic', rate: [{ duration: `${seconds}s`, at: perSecond }] }] },
      'agents',
    )
    const played = runPlan(plan, { target: { url: server.url }, agents: { nats } })
    await sleep((seconds * 1000) / 3)
    agents[0]?.child.kill('SIGKILL')
    const report = await played
    process.stdout.write(formatReport(report))

    const keys = report.shards.map(({ publicKey }) => publicKey)
    const delivered = server.pushes.filter(({ acks }) => acks.length > 0)
    const ofReport = delivered.filter(({ headers }) => {
      const { publicKey } = parseVapidAuthorization(headers.authorization ?? '', undefined)
      return keys.includes(encodeBase64url(publicKey))
    })
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
      child.removeAllListeners('exit')
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

process.exitCode = (await prove()) ? 0 : 1
