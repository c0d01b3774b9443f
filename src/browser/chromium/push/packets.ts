// The packets of Chromium's message channel: a byte that says what it is, a length, and a message.
import { PushwrightError } from '../../../errors/index.ts'
import { encodeVarint, readVarint } from './protobuf.ts'

/** What a packet is (google_apis/gcm/protocol/mcs.proto, `MCSProtoTag`). */
export const PacketTag = {
  HeartbeatPing: 0,
  HeartbeatAck: 1,
  LoginRequest: 2,
  LoginResponse: 3,
  Close: 4,
  IqStanza: 7,
  DataMessage: 8,
} as const

/** One packet. */
export interface Packet {
  readonly tag: number
  readonly body: Buffer
}

/** The first byte of each direction. */
export const protocolVersion = 41

/** The bytes of a packet. */
export function encodePacket(tag: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), encodeVarint(BigInt(body.length)), body])
}

/** Bytes of a packet; what a browser sends has some hundred. */
const longest = 64 * 1024
/** A tag, and a length that has as many bytes as it may have. */
const longestHead = 11

/** Makes packets of the bytes of one connection, however they are cut. */
export class PacketReader {
  #rest: Buffer = Buffer.alloc(0)
  #hasVersion = false

  /**
   * Takes the next bytes; gives the packets that are complete.
   *
   * @throws PushwrightError `ERR_LIMIT` if one is longer than any that a browser sends, or has no length.
   */
  push(bytes: Buffer): Packet[] {
    this.#rest = Buffer.concat([this.#rest, bytes])
    if (!this.#hasVersion && this.#rest.length > 0) {
      this.#hasVersion = true
      this.#rest = this.#rest.subarray(1)
    }
    const packets: Packet[] = []
    for (let packet = this.#take(); packet !== undefined; packet = this.#take()) packets.push(packet)
    return packets
  }

  #take(): Packet | undefined {
    const tag = this.#rest[0]
    const length = readVarint(this.#rest, 1)
    if (tag === undefined || length === undefined) {
      if (this.#rest.length > longestHead) throw tooLong()
      return undefined
    }
    if (length.value > longest) throw tooLong()
    const end = length.end + Number(length.value)
    if (this.#rest.length < end) return undefined
    const body = this.#rest.subarray(length.end, end)
    this.#rest = this.#rest.subarray(end)
    return { tag, body }
  }
}

function tooLong(): PushwrightError {
  return new PushwrightError('ERR_LIMIT', `Expected a packet of the message channel of at most ${longest} bytes.`)
}
