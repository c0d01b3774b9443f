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
      5  a push service in production, within caps, once you enable it
    1 to 5 [1]: "
  `)
})

test('a wrong number is asked for again', async () => {
  const { target, output } = await answered('7', 'x', '3')
  expect(target).toEqual({ kind: 'firefox' })
  expect(output).toContain('Expected a number from 1 to 5, got "7".')
})

test('a push service has a URL', async () => {
  const { target } = await answered('2', 'wss://push.example')
  expect(target).toEqual({ kind: 'anonymous', url: 'wss://push.example/' })
})

test('production has a URL and an origin that may be posted to', async () => {
  const { target } = await answered('5', 'wss://push.example', 'https://updates.push.example/wpush/')
  expect(target).toEqual({ kind: 'production', url: 'wss://push.example/', endpoints: 'https://updates.push.example' })
})

test('an input that ends is no answer', async () => {
  await expect(answered()).rejects.toMatchObject({ code: 'ERR_ABORTED', message: expect.stringContaining('--target') })
})

test.for([
  { answers: { kind: 'fixture' }, says: 'got "fixture"' },
  { answers: { kind: 'firefoks' }, says: 'did you mean "firefox"?' },
  { answers: { kind: 'anonymous' }, says: 'got none. Give it with --url.' },
  { answers: { url: 'https://push.example/' }, says: 'got "https://push.example/"' },
  { answers: { kind: 'firefox', url: 'wss://push.example/' }, says: 'Leave out one of the two.' },
  {
    answers: { url: 'wss://push.example/', endpoints: 'https://push.example' },
    says: 'with the target production alone',
  },
  { answers: { kind: 'production', url: 'wss://push.example/' }, says: 'got none. Give it with --endpoints.' },
  {
    answers: { kind: 'production', url: 'wss://push.example/', endpoints: 'wss://push.example/' },
    says: 'Expected the origin of the endpoints that may be posted to',
  },
])('options that name no target are refused: $answers', ({ answers, says }) => {
  expect(() => readTarget(answers)).toThrow(says)
})

test('any options give a target or say what is wrong', () => {
  const kinds = fc.option(fc.oneof(fc.string(), fc.constantFrom(...Object.keys(targetKinds))), { nil: undefined })
  const urls = fc.option(fc.oneof(fc.string(), fc.webUrl({ validSchemes: ['wss', 'ws'] })), { nil: undefined })
  const origins = fc.option(fc.oneof(fc.string(), fc.webUrl()), { nil: undefined })
  fc.assert(
    fc.property(kinds, urls, origins, (kind, url, endpoints) => {
      try {
        const target = readTarget({ kind, url, endpoints })
        expect(Object.keys(targetKinds)).toContain(target.kind)
        expect(target.url !== undefined).toBe(/^(anonymous|production)$/.test(target.kind))
        expect(target.endpoints !== undefined).toBe(target.kind === 'production')
      } catch (error) {
        expect(isPushwrightError(error, 'ERR_OPTION')).toBe(true)
      }
    }),
  )
})
