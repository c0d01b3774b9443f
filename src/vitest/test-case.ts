// Tests as methods of a class, for those who come from unittest or JUnit.
import { describe } from 'vitest'
import type { ScopedProvisioner } from '../provisioner/index.ts'
import { type AnyFunction, decorator, undecorate } from './decorators/index.ts'
import { test } from './test.ts'

/**
 * The base of a class whose methods that begin with `test` are tests. Each runs on an instance of its own, between `setUp` and
 * `tearDown`. Methods take decorators; those on `setUp` hold for every test of the class.
 *
 * @example
 * ```ts
 * class Delivery extends TestCase {
 *   @requireFeature(Feature.StoreAndForward)
 *   async testOfflineMessageArrives(): Promise<void> {
 *     const client = await this.provisioner.getConnectedClient()
 *   }
 * }
 * Delivery.register()
 * ```
 */
export class TestCase {
  readonly #provisioner: ScopedProvisioner

  constructor(provisioner: ScopedProvisioner) {
    this.#provisioner = provisioner
  }

  /** The provisioner, bound to the running test. */
  get provisioner(): ScopedProvisioner {
    return this.#provisioner
  }

  /** Runs before each test of the class. */
  async setUp(): Promise<void> {}

  /** Runs after each test of the class, also after a failed one. */
  async tearDown(): Promise<void> {}

  /** Registers the tests of this class under its name. Call it once, at the top level of the test file. */
  static register(): void {
    // biome-ignore lint/complexity/noThisInStatic: `this` is the class that extends this one.
    registerTestCase(this)
  }
}

function registerTestCase(TestClass: typeof TestCase): void {
  const methods = TestClass.prototype as unknown as Record<string, AnyFunction>
  const setUp = undecorate(TestClass.prototype.setUp)
  describe(TestClass.name, () => {
    for (const name of testNames(TestClass.prototype)) {
      const { requirements, original } = undecorate(methods[name] as AnyFunction)
      const decorators = [...setUp.requirements, ...requirements].map(decorator)
      test.with(...decorators)(titleOf(name), async ({ provisioner }) => {
        const instance = new TestClass(provisioner)
        await setUp.original.call(instance)
        try {
          await original.call(instance)
        } finally {
          await instance.tearDown()
        }
      })
    }
  })
}

/** The methods of a prototype chain that begin with `test`, in order of definition, inherited ones first. */
function testNames(prototype: object): string[] {
  if (prototype === TestCase.prototype || prototype === Object.prototype) return []
  const inherited = testNames(Object.getPrototypeOf(prototype))
  const own = Object.getOwnPropertyNames(prototype).filter((name) => /^test./.test(name))
  return [...new Set([...inherited, ...own])]
}

/** `testOfflineMessageArrives` and `test_offline_message_arrives` read as "offline message arrives". */
function titleOf(name: string): string {
  const words = name
    .slice(4)
    .replaceAll('_', ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
  return words.trim().toLowerCase()
}
