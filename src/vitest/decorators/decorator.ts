// How a requirement is attached: in `test.with(...)`, around a function, or on a method of a TestCase.
import type { Requirement } from '../requirements.ts'

/** Any test function or method. */
// biome-ignore lint/suspicious/noExplicitAny: a decorator takes functions of every signature and gives back the same type.
export type AnyFunction = (...args: any[]) => unknown

/**
 * Declares a requirement, in three ways: in `test.with(decorator)`, around a test function, and as a method decorator (standard
 * or `experimentalDecorators`).
 */
export interface Decorator {
  readonly requirement: Requirement
  <F extends AnyFunction>(testFunction: F): F
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext): F
  (prototype: object, name: string | symbol, descriptor: PropertyDescriptor): PropertyDescriptor
}

const attached = Symbol.for('pushwright.requirements')

interface Attached {
  readonly requirements: readonly Requirement[]
  /** The function without any decorator. */
  readonly original: AnyFunction
}

/** Enforces requirements on a function that is called by somebody else than our `test`. */
export type Enforcer = (requirements: readonly Requirement[], run: () => unknown, context: unknown) => unknown

let enforce: Enforcer = (_requirements, run) => run()

/** Sets what a decorated function does when plain Vitest calls it. */
export function setEnforcer(enforcer: Enforcer): void {
  enforce = enforcer
}

/** Makes a decorator of a requirement. */
export function decorator(requirement: Requirement): Decorator {
  const decorate = (value: unknown, _nameOrContext?: unknown, descriptor?: PropertyDescriptor): unknown => {
    if (descriptor === undefined) return attach(value as AnyFunction, requirement)
    return { ...descriptor, value: attach(descriptor.value as AnyFunction, requirement) }
  }
  return Object.assign(decorate, { requirement }) as Decorator
}

/** The requirements of a function, outermost decorator first, and the function without its decorators. */
export function undecorate(testFunction: AnyFunction): Attached {
  return (testFunction as { [attached]?: Attached })[attached] ?? { requirements: [], original: testFunction }
}

/** Gives a wrapper the source text of what it wraps, since Vitest reads the fixtures of a test from its parameters. */
export function keepSource(wrapped: AnyFunction, wrapper: AnyFunction): AnyFunction {
  const source = wrapped.toString()
  Object.defineProperty(wrapper, 'name', { value: wrapped.name })
  Object.defineProperty(wrapper, 'toString', { value: () => source })
  return wrapper
}

function attach(testFunction: AnyFunction, requirement: Requirement): AnyFunction {
  const inner = undecorate(testFunction)
  const requirements = [requirement, ...inner.requirements]
  const { original } = inner
  const wrapper = keepSource(original, function decorated(this: unknown, ...args: unknown[]): unknown {
    return enforce(requirements, () => original.apply(this, args), args[0])
  })
  return Object.assign(wrapper, { [attached]: { requirements, original } satisfies Attached })
}
