import { ChatServer } from './chat-server.ts'

/** A server that sends these messages to everyone who connects, and closes. */
export function talkOf(...messages: unknown[]): Promise<ChatServer> {
  return ChatServer.start((peer) => {
    peer.send(...messages)
    peer.socket.close()
  })
}
