// What others test push and WebSockets with: `web-push-testing` for a backend's messages, `superwstest` for exchanges.
import { PushClient } from 'pushwright/core'
import { Agent } from 'undici'
import webPush from 'web-push'
import type { Duration } from './conversation/side.ts'
import { type Child, startChild } from './harness/child.ts'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import type { BenchResult, Comparison } from './harness/result.ts'
import { installTool } from './harness/tools.ts'

/** A message as `web-push` would post it. */
type Request = ReturnType<typeof webPush.generateRequestDetails>

const payload = Buffer.alloc(1024, 'push').toString()
const vapid = webPush.generateVAPIDKeys()
const vapidDetails = { subject: 'mailto:bench@example.com', ...vapid }

export default async function emulators(effort: Effort): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('clients/server.ts')
  try {
    const webPushTesting = installTool('web-push-testing')
    const superwstest = installTool('superwstest')
    return {
      about:
        'Messages made by `web-push` are posted one after another, and read by the test in clear; conversations are held, each with ten answers.',
      comparisons: {
        ...(webPushTesting && { messages: await compareMessages(effort, server.ready.url, webPushTesting) }),
        ...(superwstest && (await compareConversations(effort, server.ready.url, superwstest))),
      },
    }
  } finally {
    await server.close()
  }
}

async function compareMessages(effort: Effort, url: string, folder: string): Promise<Comparison> {
  const theirs = await startChild<{ origin: string }>('emulators/web-push-testing.ts', [folder])
  const agent = new Agent()
  const count = effort.amount(300)
  try {
    const compared = await compare({
      rounds: effort.rounds(9),
      than: '`web-push-testing`',
      figures: {
        messages: { what: 'a message, from its post until the test has read it', unit: 'ms', better: 'lower' },
      },
      ours: async () => ({ messages: await receiveByClient(url, agent, count) }),
      theirs: async () => ({ messages: await askForMessages(theirs.ready.origin, agent, count) }),
    })
    return compared.messages
  } finally {
    await Promise.all([agent.close(), theirs.close()])
  }
}

/** Milliseconds for each message; encrypting it is no part of them. */
async function receiveByClient(url: string, agent: Agent, count: number): Promise<number> {
  await using client = new PushClient({ url })
  await client.connect()
  await client.hello()
  const subscription = await client.subscribe({ applicationServerKey: vapid.publicKey })
  const { endpoint, keys } = subscription.toJSON()
  const requests = makeRequests({ endpoint, keys }, count)
  const begin = performance.now()
  for (const request of requests) {
    await post(agent, request)
    const notification = await client.expectNotification(subscription)
    if (notification.text() !== payload) throw new Error('Expected what was sent.')
  }
  return (performance.now() - begin) / count
}

async function askForMessages(origin: string, agent: Agent, count: number): Promise<number> {
  const { endpoint, keys, clientHash } = await ask(agent, origin, '/subscribe', {
    userVisibleOnly: 'true',
    applicationServerKey: vapid.publicKey,
  })
  const requests = makeRequests({ endpoint, keys }, count)
  const begin = performance.now()
  for (const request of requests) {
    await post(agent, request)
    // It gives all that came so far, so that the last of them is the new one.
    const { messages } = await ask(agent, origin, '/get-notifications', { clientHash })
    if (messages.at(-1) !== payload) throw new Error('Expected what was sent.')
  }
  return (performance.now() - begin) / count
}

function makeRequests(subscription: webPush.PushSubscription, count: number): Request[] {
  const options = { vapidDetails, TTL: 60, contentEncoding: webPush.supportedContentEncodings.AES_128_GCM }
  return Array.from({ length: count }, () => webPush.generateRequestDetails(subscription, payload, options))
}

async function post(agent: Agent, { endpoint, headers, body }: Request): Promise<void> {
  const { origin, pathname } = new URL(endpoint)
  const { 'Content-Length': _length, ...others } = headers as Record<string, string>
  const response = await agent.request({ origin, path: pathname, method: 'POST', headers: others, body })
  await response.body.dump()
  if (response.statusCode !== 201) throw new Error(`Expected 201, got ${response.statusCode}.`)
}

/** An answer of their API, which has many shapes. */
// biome-ignore lint/suspicious/noExplicitAny: the callers know which.
async function ask(agent: Agent, origin: string, path: string, question: object): Promise<any> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await agent.request({ origin, path, method: 'POST', headers, body: JSON.stringify(question) })
  return ((await response.body.json()) as { data: unknown }).data
}

async function compareConversations(
  effort: Effort,
  url: string,
  folder: string,
): Promise<Record<'conversations' | 'computing', Comparison>> {
  const ours = await startChild('conversation/ours.ts', [url])
  const theirs = await startChild('emulators/superwstest.ts', [url, folder])
  const count = effort.amount(200)
  const time = (side: Child) => async () => {
    const { elapsed, computed } = await side.ask<Duration>({ do: 'time', count })
    return { conversations: elapsed, computing: computed }
  }
  try {
    return await compare({
      rounds: effort.rounds(9),
      than: '`superwstest`',
      figures: {
        conversations: { what: `${count} conversations at once`, unit: 'ms', better: 'lower' },
        computing: { what: 'their processor time', unit: 'ms', better: 'lower' },
      },
      ours: time(ours),
      theirs: time(theirs),
    })
  } finally {
    await Promise.all([ours.close(), theirs.close()])
  }
}
