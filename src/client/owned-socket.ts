// The socket of a connection. `ws` is loaded when the first one opens: that takes longer than the import of all else.
import { createRequire } from 'node:module'
import type WebSocket from 'ws'
import type { Connection, ConnectionOwner } from './connection.ts'

/**
 * A socket that tells its connection what happens, instead of having a listener for each event: thousands of idle clients would pay
 * for these.
 */
export interface OwnedSocket extends WebSocket {
  connection: Connection<ConnectionOwner> | undefined
}

type OwnedSocketClass = new (url: string, protocols: string[], options: WebSocket.ClientOptions) => OwnedSocket

let ownedSocketClass: OwnedSocketClass | undefined

/** Begins to open a socket. Throws what `ws` throws for a URL, a header or a subprotocol that cannot be used. */
export function openSocket(url: string, protocols: string[], options: WebSocket.ClientOptions): OwnedSocket {
  ownedSocketClass ??= derive(createRequire(import.meta.url)('ws') as typeof WebSocket)
  return new ownedSocketClass(url, protocols, options)
}

function derive(base: typeof WebSocket): OwnedSocketClass {
  return class extends base {
    connection: Connection<ConnectionOwner> | undefined

    override emit(event: string, ...args: unknown[]): boolean {
      const isTaken = this.connection?.take(event, args) ?? false
      // An error that no listener hears would be thrown.
      if (isTaken && event === 'error') return true
      return super.emit(event, ...args) || isTaken
    }
  }
}
