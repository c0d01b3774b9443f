import { describe, expect, Feature, Quirk, requireFeature, skipWithQuirk, test } from 'pushwright'

const Origin = 'https://app.example'

// A web page as the application server; section B8.
describe('CORS', () => {
  const cors = test.with(requireFeature(Feature.Cors))

  cors('a page of any origin may ask before it sends', async ({ client, applicationServer }) => {
    const { endpoint } = await client.subscribe()
    const wanted = ['ttl', 'topic', 'urgency', 'authorization', 'content-encoding']
    const response = await applicationServer.fetch(endpoint, {
      method: 'OPTIONS',
      headers: {
        Origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': wanted.join(','),
      },
    })
    expect(response.ok).toBe(true)
    expect([Origin, '*']).toContain(response.headers.get('access-control-allow-origin'))
    expect(listed(response.headers.get('access-control-allow-methods'))).toContain('post')
    expect(listed(response.headers.get('access-control-allow-headers'))).toEqual(expect.arrayContaining(wanted))
  })

  cors('a page of any origin may read that its message was taken', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const receipt = await applicationServer.send(subscription, 'from a page', { headers: { Origin } })
    expect(receipt).toBeAccepted()
    expect([Origin, '*']).toContain(receipt.headers['access-control-allow-origin'])
    await expect(client).toReceivePush(undefined, { on: subscription })
  })

  cors('a page of any origin may read that its message was refused', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const receipt = await applicationServer.send(subscription, 'from a page', { headers: { Origin, TTL: 'soon' } })
    expect(receipt).toBeRefused()
    expect([Origin, '*']).toContain(receipt.headers['access-control-allow-origin'])
  })

  cors.with(skipWithQuirk(Quirk.NoExposeHeaders))(
    'a page of any origin may read where its message is',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const { headers } = await applicationServer.send(subscription, 'from a page', { headers: { Origin } })
      expect(listed(headers['access-control-expose-headers'])).toEqual(
        expect.arrayContaining([expect.stringMatching(/^(location|\*)$/)]),
      )
    },
  )

  cors.with(requireFeature(Feature.Delete, Feature.Location))(
    'a page of any origin may ask before it deletes',
    async ({ client, applicationServer }) => {
      const { location = '' } = await applicationServer.send(await client.subscribe(), 'from a page')
      const response = await applicationServer.fetch(location, {
        method: 'OPTIONS',
        headers: { Origin, 'Access-Control-Request-Method': 'DELETE' },
      })
      expect(response.ok).toBe(true)
      expect(listed(response.headers.get('access-control-allow-methods'))).toContain('delete')
    },
  )

  test('a page of any origin can send what needs no permission', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, 'from a page', { headers: { Origin } })).toBeAccepted()
    await expect(client).toReceivePush(undefined, { on: subscription })
  })
})

/** The members of a list in a header, in lower case. */
function listed(header: string | null | undefined): string[] {
  return (header ?? '').split(',').map((member) => member.trim().toLowerCase())
}
