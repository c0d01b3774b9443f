import {
  type ApplicationServer,
  describe,
  expect,
  Feature,
  type PushClient,
  Quirk,
  requireFeature,
  type ScopedProvisioner,
  skipWithQuirk,
  test,
} from 'pushwright'

// Dockerflow's routes as autopush has them, section B9; and what is left of scenarios 43 to 45.
describe('health', () => {
  const heartbeat = test.with(requireFeature(Feature.HeartbeatRoute))
  const lbheartbeat = test.with(requireFeature(Feature.LbheartbeatRoute))
  const status = test.with(requireFeature(Feature.StatusRoute))
  const version = test.with(requireFeature(Feature.VersionRoute))

  status('/status says that the service is well, and which version it is', async ({ client, applicationServer }) => {
    const response = await getRoute(applicationServer, client, '/status')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ status: 'OK', version: expect.stringMatching(/./) })
  })

  heartbeat.for(['/__heartbeat__', '/health'])(
    '%s says that the service is well',
    async (path, { client, applicationServer }) => {
      const response = await getRoute(applicationServer, client, path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/json/)
      expect(await response.json()).toMatchObject({ status: 'OK' })
    },
  )

  lbheartbeat('/__lbheartbeat__ answers 200', async ({ client, applicationServer }) => {
    const response = await getRoute(applicationServer, client, '/__lbheartbeat__')
    expect(response.status).toBe(200)
  })

  version('/__version__ says which build runs', async ({ client, applicationServer }) => {
    const response = await getRoute(applicationServer, client, '/__version__')
    expect(response.status).toBe(200)
    expect(Object.keys((await response.json()) as object)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(version|commit)$/)]),
    )
  })

  // With whatever status: autopush-rs answers 200.
  heartbeat.with(requireFeature(Feature.ControlServer))(
    '/__heartbeat__ tells of trouble',
    async ({ client, applicationServer, provisioner }) => {
      makeUnhealthy(provisioner)
      const response = await getRoute(applicationServer, client, '/__heartbeat__')
      expect(await response.json()).toMatchObject({ status: 'ERROR' })
    },
  )

  // Or the load balancer would take the last process that can say what is wrong away.
  lbheartbeat.with(requireFeature(Feature.ControlServer))(
    '/__lbheartbeat__ answers 200 in trouble',
    async ({ client, applicationServer, provisioner }) => {
      makeUnhealthy(provisioner)
      const response = await getRoute(applicationServer, client, '/__lbheartbeat__')
      expect(response.status).toBe(200)
    },
  )

  lbheartbeat.with(requireFeature(Feature.ClientRawFrames))(
    '/__lbheartbeat__ answers 200 after a client that sent nonsense',
    async ({ client, applicationServer }) => {
      const { endpoint } = await client.subscribe()
      client.sendFrame('nonsense')
      // Most services end the connection for it.
      await Promise.allSettled([client.flush()])
      const response = await applicationServer.fetch(new URL('/__lbheartbeat__', endpoint))
      expect(response.status).toBe(200)
    },
  )

  lbheartbeat(
    '/__lbheartbeat__ answers 200 after a sender that sent nonsense',
    async ({ client, applicationServer }) => {
      const { origin } = new URL((await client.subscribe()).endpoint)
      expect(await applicationServer.send({ endpoint: `${origin}/wpush/v1/nonsense` })).toBeRefused()
      const response = await getRoute(applicationServer, client, '/__lbheartbeat__')
      expect(response.status).toBe(200)
    },
  )

  // RFC 9110 section 15.5.22: 426 for who has to upgrade.
  test.with(skipWithQuirk(Quirk.PlainGet500))(
    'a plain GET of the connection endpoint is told to be a mistake of who sent it',
    async ({ client, applicationServer }) => {
      const response = await applicationServer.fetch(client.url.replace(/^ws/, 'http'))
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.status).toBeLessThan(500)
    },
  )

  test('a plain GET of the connection endpoint disturbs nobody', async ({ client, applicationServer }) => {
    await applicationServer.fetch(client.url.replace(/^ws/, 'http'))
    expect(await client.subscribe()).toHaveProperty('endpoint')
  })
})

/** A route of the push endpoint, which can be another server than the connection endpoint. */
async function getRoute(applicationServer: ApplicationServer, client: PushClient, path: string): Promise<Response> {
  const { endpoint } = await client.subscribe()
  return applicationServer.fetch(new URL(path, endpoint))
}

function makeUnhealthy(provisioner: ScopedProvisioner): void {
  const { server } = provisioner
  server.setHealthy(false)
  provisioner.onTeardown('health', () => server.setHealthy(true))
}
