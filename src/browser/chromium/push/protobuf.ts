// Protocol Buffers without a schema, as far as Chromium's message channel needs them (protobuf.dev/programming-guides/encoding).

/** One field: a number (varint or 64 bits), or bytes. Text is bytes in UTF-8. */
export interface ProtoField {
  readonly number: number
  readonly value: bigint | Buffer
}

const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const
const maxVarintBytes = 10

/** The bytes of a message whose numbers are varints. */
export function encodeProto(
  fields: readonly (readonly [number: number, value: number | bigint | string | Buffer])[],
): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number' || typeof value === 'bigint') {
        return [encodeVarint((BigInt(number) << 3n) | BigInt(wire.varint)), encodeVarint(BigInt(value))]
      }
      const bytes = Buffer.from(value as string)
      return [encodeVarint((BigInt(number) << 3n) | BigInt(wire.bytes)), encodeVarint(BigInt(bytes.length)), bytes]
    }),
  )
}

/** A field of 64 bits, which {@link encodeProto} does not write. */
export function encodeFixed64(number: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return Buffer.concat([encodeVarint((BigInt(number) << 3n) | BigInt(wire.fixed64)), bytes])
}

/**
 * Reads the fields of a message, in order; `undefined` if it is cut off or malformed.
 *
 * @example
 * ```ts
 * decodeProto(encodeProto([[1, 'id'], [5, 7]])) // [{ number: 1, value: <Buffer 69 64> }, { number: 5, value: 7n }]
 * ```
 */
export function decodeProto(bytes: Buffer): ProtoField[] | undefined {
  const fields: ProtoField[] = []
  let offset = 0
  while (offset < bytes.length) {
    const key = readVarint(bytes, offset)
    if (key === undefined) return undefined
    const field = readValue(bytes, key.end, Number(key.value & 7n))
    if (field === undefined) return undefined
    fields.push({ number: Number(key.value >> 3n), value: field.value })
    offset = field.end
  }
  return fields
}

/** The first field with this number that is bytes, as text. */
export function textOf(fields: readonly ProtoField[], number: number): string | undefined {
  const field = fields.find((candidate) => candidate.number === number && typeof candidate.value !== 'bigint')
  return field?.value.toString()
}

/** The first field with this number that is a number. */
export function numberOf(fields: readonly ProtoField[], number: number): number | undefined {
  const field = fields.find((candidate) => candidate.number === number && typeof candidate.value === 'bigint')
  return field === undefined ? undefined : Number(field.value)
}

/** Seven bits in a byte, the lowest first. */
export function encodeVarint(value: bigint): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Buffer.from(bytes)
}

/** A number and where it ends; `undefined` if it is not all there, or too long. */
export function readVarint(bytes: Buffer, offset: number): { value: bigint; end: number } | undefined {
  let value = 0n
  for (let index = 0; index < maxVarintBytes; index++) {
    const byte = bytes[offset + index]
    if (byte === undefined) return undefined
    value |= BigInt(byte & 0x7f) << BigInt(7 * index)
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), end: offset + index + 1 }
  }
  return undefined
}

function readValue(bytes: Buffer, offset: number, type: number): { value: bigint | Buffer; end: number } | undefined {
  if (type === wire.varint) return readVarint(bytes, offset)
  if (type === wire.fixed64 && offset + 8 <= bytes.length) {
    return { value: bytes.readBigUInt64LE(offset), end: offset + 8 }
  }
  if (type === wire.fixed32 && offset + 4 <= bytes.length) {
    return { value: BigInt(bytes.readUInt32LE(offset)), end: offset + 4 }
  }
  const length = type === wire.bytes ? readVarint(bytes, offset) : undefined
  if (length === undefined) return undefined
  const end = length.end + Number(length.value)
  return end <= bytes.length ? { value: bytes.subarray(length.end, end), end } : undefined
}
