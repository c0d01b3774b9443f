// A live check with a fixture server to act on.
import { onTestFinished } from 'vitest'
import { FixtureServer, type FixtureServerOptions } from '../../src/fixture/index.ts'
import { LiveCheck, type LiveCheckOptions } from '../../src/live/index.ts'
import { type UrlTargetOptions, urlTarget } from '../../src/scenario/index.ts'

/** For one test. */
export async function pushing(
  options: LiveCheckOptions = {},
  fixture: FixtureServerOptions = {},
  targetOptions: UrlTargetOptions = {},
): Promise<{ readonly server: FixtureServer; readonly live: LiveCheck }> {
  const server = await FixtureServer.start(fixture)
  onTestFinished(() => server.close())
  const target = urlTarget(server.url, targetOptions)
  onTestFinished(() => target.close())
  const live = new LiveCheck({ target, ...options })
  onTestFinished(() => live.stop({ grace: 0 }))
  return { server, live }
}
