// Vitest's `test` with push clients as fixtures, and `test.with(...)` for requirements.
import { type TestAPI, test as vitestTest } from 'vitest'
import type { ApplicationServer } from '../application-server/index.ts'
import type { PushClient } from '../client/index.ts'
import { features } from '../features/index.ts'
import type { ScopedProvisioner } from '../provisioner/index.ts'
import { quirks } from '../quirks/index.ts'
import { type AnyFunction, type Decorator, keepSource, undecorate } from './decorators/index.ts'
import { runTest, vitestLimitOf } from './enforce.ts'
import { provisionerOf } from './gate.ts'
import { featureTag, quirkTag, type Requirement, tagsOf } from './requirements.ts'
import { isWithoutPlugin } from './without-plugin.ts'

/** What a test can destructure. Each is made when it is asked for, and taken back when the test ends. */
export interface PushwrightFixtures {
  /** Hands out more clients, and knows features and quirks. */
  provisioner: ScopedProvisioner
  /** One connected push client. */
  client: PushClient
  /** A sender with the VAPID key of the INI, or a new one. */
  applicationServer: ApplicationServer
}

/** Vitest's `test`, with fixtures and requirements. */
export type PushwrightTest = TestAPI<PushwrightFixtures> & {
  /**
   * The same `test` with requirements for every test that it registers, outermost first.
   *
   * @example
   * ```ts
   * const topicTest = test.with(requireFeature(Feature.Topic), blockingTimed)
   * topicTest('replaces a stored message', async ({ client }) => {})
   * ```
   */
  with(...decorators: readonly Decorator[]): PushwrightTest
}

const withFixtures = vitestTest
  .extend('provisioner', ({ task }) => provisionerOf(task))
  .extend('client', ({ provisioner }) => provisioner.getConnectedClient())
  .extend('applicationServer', ({ provisioner }) => provisioner.getApplicationServer())

/**
 * Registers a test whose context has {@link PushwrightFixtures}.
 *
 * @example
 * ```ts
 * test('delivers', async ({ client, applicationServer }) => {
 *   const subscription = await client.subscribe()
 *   await applicationServer.send(subscription, 'hello')
 *   await expect(client).toReceivePush('hello')
 * })
 * ```
 */
export const test: PushwrightTest = withRequirements(withFixtures as unknown as AnyFunction, [])

/** The same as {@link test}. */
export const it: PushwrightTest = test

/** Members of `test` that register tests themselves. */
const registrars: ReadonlySet<string | symbol> = new Set([
  'only',
  'skip',
  'todo',
  'fails',
  'concurrent',
  'sequential',
  'skipIf',
  'runIf',
  'each',
  'for',
  'extend',
  'override',
])

/** Members that are called once more before the test is registered, such as `test.each([...])('name', fn)`. */
const twoStep: ReadonlySet<string | symbol> = new Set(['each', 'for', 'skipIf', 'runIf', 'extend', 'override'])

function withRequirements(api: AnyFunction, requirements: readonly Requirement[]): PushwrightTest {
  return new Proxy(api, {
    apply: (_target, self: unknown, args: unknown[]) => api.apply(self, registration(args, requirements)),
    get: (_target, name) => {
      if (name === 'with') {
        return (...decorators: readonly Decorator[]) =>
          withRequirements(api, [...requirements, ...decorators.map(({ requirement }) => requirement)])
      }
      const member: unknown = Reflect.get(api, name)
      if (typeof member !== 'function' || !registrars.has(name)) return member
      if (!twoStep.has(name)) return withRequirements(member as AnyFunction, requirements)
      return (...args: unknown[]) =>
        withRequirements((member as AnyFunction).apply(api, args) as AnyFunction, requirements)
    },
  }) as unknown as PushwrightTest
}

/** Writes the requirements of a registration into its options: `(name, options, function)`. */
function registration(args: unknown[], inherited: readonly Requirement[]): unknown[] {
  const testFunction = args.find((arg, index) => index > 0 && typeof arg === 'function') as AnyFunction | undefined
  if (testFunction === undefined) return args
  const { requirements: own, original } = undecorate(testFunction)
  const requirements = [...inherited, ...own]
  const given = args.slice(1).find((arg) => typeof arg === 'object' || typeof arg === 'number')
  const options = typeof given === 'number' ? { timeout: given } : ((given ?? {}) as Record<string, unknown>)
  const timeout = vitestLimitOf(requirements)
  return [
    args[0],
    {
      ...(timeout === undefined ? {} : { timeout }),
      ...options,
      tags: [...[options.tags ?? []].flat(), ...knownTags(requirements)],
      meta: { ...(options.meta as object | undefined), pushwright: { requirements } },
    },
    keepSource(original, function running(this: unknown, ...context: unknown[]): unknown {
      return runTest(requirements, () => original.apply(this, context))
    }),
  ]
}

const definedTags: ReadonlySet<string> = new Set([
  ...features.map(({ id }) => featureTag(id)),
  ...quirks.map(({ id }) => quirkTag(id)),
])

/** Vitest refuses tags that are not defined; the plugin defines those of the features and quirks that it knows. */
function knownTags(requirements: readonly Requirement[]): string[] {
  return isWithoutPlugin() ? [] : tagsOf(requirements).filter((tag) => definedTags.has(tag))
}
