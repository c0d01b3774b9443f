// One thing that an expectation asks of a frame, and what a frame lacks of it.
import type { FrameKind, ReceivedFrame } from '../frame.ts'
import { allAt, anyAt, parsePath } from './path.ts'
import { compileValue, type Expected, show, showAt } from './value.ts'

/** One thing that is asked of a frame. @internal */
export interface Condition {
  fits(frame: ReceivedFrame): boolean
  /** What a frame that does not fit has instead, one line for each path. */
  differences(frame: ReceivedFrame): string[]
  toString(): string
}

/** Some value at the path is what is expected. */
export function attribute(name: string, expected: Expected): Condition {
  const path = parsePath(name)
  const value = compileValue(expected)
  const fits = (actual: unknown): boolean => value.fits(actual)
  const shown = name === '' ? 'the message' : name
  return {
    fits: (frame) => frame.json !== undefined && anyAt(frame.json, path, fits),
    differences(frame) {
      if (frame.json === undefined) return [`${shown}: expected ${value}, got ${show(frame.text)}, which is not JSON`]
      const found = allAt(frame.json, path)
      if (found.length === 0) return [`${shown}: expected ${value}, got nothing`]
      if (found.length === 1) return value.differences(found[0], shown)
      return [
        `${shown}: expected ${value} among ${found.length} values, got ${found.map((member) => showAt(name, member)).join(', ')}`,
      ]
    },
    toString: () => `${shown}: ${value}`,
  }
}

/** The message is JSON and has nothing at the path, not even `null`. */
export function absence(name: string): Condition {
  const path = parsePath(name)
  return {
    fits: (frame) => frame.json !== undefined && !anyAt(frame.json, path, () => true),
    differences(frame) {
      if (frame.json === undefined) return [`${name}: expected JSON without it, got ${show(frame.text)}`]
      return [
        `${name}: expected nothing, got ${allAt(frame.json, path)
          .map((member) => showAt(name, member))
          .join(', ')}`,
      ]
    },
    toString: () => `${name}: nothing`,
  }
}

/** The text of the frame is what is expected. */
export function text(expected: Expected): Condition {
  const value = compileValue(expected)
  return {
    fits: (frame) => value.fits(frame.text),
    differences: (frame) => value.differences(frame.text, 'text'),
    toString: () => `text: ${value}`,
  }
}

/** The payload is these bytes. */
export function bytes(expected: Uint8Array): Condition {
  const wanted = Buffer.from(expected)
  return {
    fits: (frame) => wanted.equals(frame.bytes),
    differences: (frame) => [`bytes: expected ${hex(wanted)}, got ${hex(frame.bytes)}`],
    toString: () => `bytes: ${hex(wanted)}`,
  }
}

/** The frame is of one of these kinds. */
export function kindOf(kinds: readonly FrameKind[]): Condition {
  const name = kinds.length === 1 ? `a ${kinds[0]} frame` : 'a message'
  return {
    fits: (frame) => kinds.includes(frame.kind),
    differences: (frame) => [`kind: expected ${name}, got a ${frame.kind} frame`],
    toString: () => name,
  }
}

function hex(payload: Uint8Array): string {
  const shown = Buffer.from(payload.subarray(0, 32)).toString('hex')
  return payload.byteLength > 32 ? `${shown}... (${payload.byteLength} bytes)` : shown || '(no bytes)'
}
