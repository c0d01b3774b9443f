// Runs a push service and its control API from the ready line to the last closed socket.
import { ControlServer, type ControlServerOptions } from '../control/index.ts'
import { Deadline } from '../deadline/index.ts'
import { FixtureServer, type FixtureServerOptions } from '../fixture/index.ts'
import type { Log } from '../log/index.ts'
import { ReadyFile } from './ready-file.ts'
import { StopRequest } from './stop-request.ts'

/** What to run. */
export interface RunServerOptions {
  readonly fixture: FixtureServerOptions & { readonly profile: string }
  readonly control: Omit<ControlServerOptions, 'server' | 'about' | 'onShutdown'>
  readonly readyFile?: string
  readonly exitWithStdin: boolean
  readonly log: Log
}

/** Milliseconds to stop in. */
const stopTimeout = 10_000

/**
 * Runs until someone asks it to stop, and then frees everything.
 *
 * @throws What listening or writing the ready file throws.
 */
export async function runServer(options: RunServerOptions): Promise<void> {
  const stop = new StopRequest({ withStdin: options.exitWithStdin })
  try {
    const server = await FixtureServer.start(options.fixture)
    await using(server, () => control(server, stop, options))
    options.log.debug('The push service has stopped')
  } finally {
    stop.dispose()
  }
}

async function control(server: FixtureServer, stop: StopRequest, options: RunServerOptions): Promise<void> {
  const { profile, sender } = options.fixture
  const about = { profile, ...(sender !== undefined && { sender }) }
  const control = await ControlServer.start({ ...options.control, server, about, onShutdown: stop.request })
  await using(control, () => {
    const { url, origin, ca, caFile } = server
    const { url: controlUrl, token } = control
    const tls = ca === undefined ? {} : { ca, caFile }
    const { origin: httpOrigin, ports: httpPorts } = server.http
    const ready = { url, origin, httpOrigin, httpPorts, controlUrl, token, ...tls, ...about, pid: process.pid }
    options.log.debug('The push service is ready', { url, httpOrigin, controlUrl, ...about })
    return beReady(`${JSON.stringify(ready)}\n`, stop, options.readyFile)
  })
}

async function beReady(line: string, stop: StopRequest, path: string | undefined): Promise<void> {
  const file = path === undefined ? undefined : new ReadyFile(path, line)
  try {
    // Whoever started us may have closed the pipe, and read the file instead.
    process.stdout.on('error', () => {})
    process.stdout.write(line)
    await stop.requested
  } finally {
    file?.remove()
  }
}

/** Does something with a resource and closes it in bounded time, whatever happens. */
async function using(resource: { close(): Promise<void> }, use: () => Promise<void>): Promise<void> {
  try {
    await use()
  } finally {
    await Deadline.after(stopTimeout).bound('the server to close', resource.close())
  }
}
