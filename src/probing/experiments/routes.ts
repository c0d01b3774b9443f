import { judge, type Observation, unknown } from '../observation.ts'
import type { RouteAnswer } from '../polite-sender.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { mailbox } from './mailbox.ts'

/** What is answered to a path that no service has, for services that answer anything. */
async function nonsense(kit: ProbeKit): Promise<RouteAnswer> {
  return route(kit, '/__pushwright_no_such_route__')
}

/** Whether the push endpoint has a route of this path. */
export async function probeRoute(kit: ProbeKit, path: string): Promise<Observation> {
  const { status } = await route(kit, path)
  const seen = `GET ${path} was answered ${status}.`
  if (status === 404) return judge(false, seen)
  if ((await kit.observe(nonsense)).status === status) return unknown(`${seen} So is any other path.`)
  // A service in trouble says so by 503 here.
  return (status >= 200 && status < 300) || status === 503 ? judge(true, seen) : unknown(seen)
}

async function route(kit: ProbeKit, path: string): Promise<RouteAnswer> {
  const { subscription } = await kit.observe(mailbox)
  return kit.sender.request('GET', new URL(subscription.endpoint).origin + path)
}
