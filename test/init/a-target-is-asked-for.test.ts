import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPushwrightError } from '../../src/core.ts'
import { askForTarget, type InitTarget, readTarget, targetKinds } from '../../src/init/index.ts'

/** Answers each question when it has been asked; then the input ends. */
async function answered(...answers: string[]): Promise<{ target: InitTarget; output: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let text = ''
  output.on('data', (chunk) => {
    text += chunk
    if (!text.endsWith(': ')) return
    const answer = answers.shift()
    if (answer === undefined) input.end()
    else input.write(`${answer}\n`)
  })
  return { target: await askForTarget(input, output), output: text }
}

test('an empty answer is the push service of this package', async () => {
  const { target, output } = await answered('')
  expect(target).toEqual({ kind: 'fixture-server' })
  expect(output).toMatchInlineSnapshot(`
    "Which push service do the tests use?
      1  the push service that comes with Pushwright
      2  a push service of yours, by its URL
      3  Firefox, on the push service that comes with Pushwright
      4  Chromium, on the push service that comes with Pushwright
    1 to 4 [1]: "
  `)
})

test('a wrong number is asked for again', async () => {
  const { target, output } = await answered('7', 'x', '3')
  expect(target).toEqual({ kind: 'firefox' })
  expect(output).toContain('Expected a number from 1 to 4, got "7".')
})

test('a push service has a URL', async () => {
  const { target } = await answered('2', 'wss://push.example')
  expect(target).toEqual({ kind: 'anonymous', url: 'wss://push.example/' })
})

test('an input that ends is no answer', async () => {
  await expect(answered()).rejects.toMatchObject({ code: 'ERR_ABORTED', message: expect.stringContaining('--target') })
})

test.for([
  { kind: 'fixture', url: undefined, says: 'got "fixture"' },
  { kind: 'firefoks', url: undefined, says: 'did you mean "firefox"?' },
  { kind: 'anonymous', url: undefined, says: 'got none. Give it with --url.' },
  { kind: undefined, url: 'https://push.example/', says: 'got "https://push.example/"' },
  { kind: 'firefox', url: 'wss://push.example/', says: 'Leave out one of the two.' },
])('options that name no target are refused: $kind $url', ({ kind, url, says }) => {
  expect(() => readTarget(kind, url)).toThrow(says)
})

test('any options give a target or say what is wrong', () => {
  const kinds = fc.option(fc.oneof(fc.string(), fc.constantFrom(...Object.keys(targetKinds))), { nil: undefined })
  const urls = fc.option(fc.oneof(fc.string(), fc.webUrl({ validSchemes: ['wss', 'ws'] })), { nil: undefined })
  fc.assert(
    fc.property(kinds, urls, (kind, url) => {
      try {
        const target = readTarget(kind, url)
        expect(Object.keys(targetKinds)).toContain(target.kind)
        expect(target.url !== undefined).toBe(target.kind === 'anonymous')
      } catch (error) {
        expect(isPushwrightError(error, 'ERR_OPTION')).toBe(true)
      }
    }),
  )
})
