// Input that is nearly right, which reaches further into a parser than chance does.
import fc from 'fast-check'

/** Tokens that mean something to somebody: prototypes, the ends of ranges, and characters that are not what they seem. */
const omens = [
  '__proto__',
  'constructor',
  'toString',
  '\0',
  '\uFEFF',
  '\u2028',
  '\uD800',
  '%00',
  '%2e%2e/',
  '../',
  '\r\n',
  '-1',
  '0',
  '1e999',
  '9007199254740993',
  'NaN',
  'null',
  'true',
  '{{',
  '}}',
  '"',
  "'",
  '\\',
  ' ',
  '\t',
]

/**
 * Texts near to the samples: cut, joined, with tokens in them, and repeated; and now and then any text.
 *
 * @param samples - Texts that the parser takes.
 * @param tokens - What the language is made of.
 */
export function nearly(samples: readonly string[], tokens: readonly string[] = []): fc.Arbitrary<string> {
  const token = fc.oneof(fc.constantFrom(...tokens, ...omens), fc.string({ unit: 'binary', maxLength: 4 }))
  const piece = fc.constantFrom(...samples)
  const edit = fc.record({
    at: fc.nat(2000),
    remove: fc.nat(6),
    insert: token,
    times: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.nat(500), fc.constant(20_000)),
  })
  const edited = fc.tuple(piece, fc.array(edit, { maxLength: 4 })).map(([text, edits]) => edits.reduce(applyEdit, text))
  return fc.oneof(
    { weight: 6, arbitrary: edited },
    { weight: 2, arbitrary: fc.array(fc.oneof(piece, token), { maxLength: 12 }).map((pieces) => pieces.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  )
}

/** Bytes near to the samples. */
export function nearlyBytes(samples: readonly Buffer[]): fc.Arbitrary<Buffer> {
  return fc.oneof(
    nearly(samples.map((bytes) => bytes.toString('latin1'))).map((text) => Buffer.from(text, 'latin1')),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  )
}

interface Edit {
  readonly at: number
  readonly remove: number
  readonly insert: string
  readonly times: number
}

function applyEdit(text: string, { at, remove, insert, times }: Edit): string {
  const start = at % (text.length + 1)
  return text.slice(0, start) + insert.repeat(times) + text.slice(start + remove)
}
