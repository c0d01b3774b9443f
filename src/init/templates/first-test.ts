// The first test of a new project.

/** A test that subscribes and receives an encrypted push. */
export const firstTest: string = `import { expect, test } from 'pushwright'

test('an encrypted push arrives', async ({ client, applicationServer }) => {
  // What a browser does: your backend gets \`subscription.toJSON()\`.
  const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })

  // What your backend does: encrypt, sign and post. Call yours here.
  const receipt = await applicationServer.send(subscription, { title: 'hi' }, { ttl: 60 })
  expect(receipt).toBeAccepted()

  // What the user sees: the decrypted push.
  await expect(client).toReceivePush({ title: 'hi' })
})
`
