import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodePacket, PacketReader, protocolVersion } from '../../src/browser/chromium/push/packets.ts'

const packet = fc.record({
  tag: fc.integer({ min: 0, max: 20 }),
  body: fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
})

test('whatever packets there are, and wherever they are cut', () => {
  fc.assert(
    fc.property(fc.array(packet), fc.array(fc.integer({ min: 1, max: 50 })), (packets, sizes) => {
      const stream = Buffer.concat([
        Buffer.from([protocolVersion]),
        ...packets.map(({ tag, body }) => encodePacket(tag, body)),
      ])
      const reader = new PacketReader()
      const read = []
      let offset = 0
      for (const size of [...sizes, stream.length]) {
        read.push(...reader.push(stream.subarray(offset, offset + size)))
        offset += size
      }
      expect(read).toEqual(packets)
    }),
  )
})
