// Asks for the key of the sender.
import { Command } from '../command.ts'

/** The VAPID public key that `sendNotification` signs with, base64url: subscriptions can be restricted to it. */
export function vapidPublicKey(): Command<string> {
  return new Command('vapidPublicKey', ({ applicationServer }) => applicationServer.publicKey)
}
