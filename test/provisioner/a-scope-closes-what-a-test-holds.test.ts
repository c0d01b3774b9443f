import { describe, expect, test, vi } from 'vitest'
import { Scope } from '../../src/provisioner/index.ts'

const never = (): Promise<never> => new Promise(() => {})

test('the last opened first', async () => {
  const scope = new Scope('a test')
  const order: string[] = []
  for (const name of ['a', 'b']) {
    await expect(
      scope.open(
        name,
        async () => name,
        () => void order.push(name),
      ),
    ).resolves.toBe(name)
  }
  scope.hold('c', () => void order.push('c'))
  expect(scope.size).toBe(3)
  await scope.close()
  expect(order).toEqual(['c', 'b', 'a'])
  expect(scope.size).toBe(0)
})

test('all at once: one that is slow keeps no other from closing', async () => {
  const scope = new Scope('a test')
  const slow = Promise.withResolvers<void>()
  scope.hold('waits for the other', () => slow.promise)
  scope.hold('the other', () => slow.resolve())
  scope.hold('waits too', () => slow.promise)
  await scope.close()
})

test('it is registered before it opens', async () => {
  const scope = new Scope('a test')
  const close = vi.fn()
  let sizeWhileOpening = 0
  await scope.open(
    'a',
    async () => {
      sizeWhileOpening = scope.size
    },
    close,
  )
  expect(sizeWhileOpening).toBe(1)
  expect(close).not.toHaveBeenCalled()
})

test('what cannot be opened is closed at once, and its error thrown', async () => {
  const scope = new Scope('a test')
  const close = vi.fn()
  const error = new Error('no')
  await expect(scope.open('a', () => Promise.reject(error), close)).rejects.toBe(error)
  expect(close).toHaveBeenCalledTimes(1)
  expect(scope.size).toBe(0)
  await scope.close()
  expect(close).toHaveBeenCalledTimes(1)
})

describe('what is still opening', () => {
  test('is closed, and named in ERR_LEAK', async () => {
    const scope = new Scope('a test')
    const close = vi.fn()
    void scope.open('client 1', never, close)
    await scope.open('client 2', async () => {}, close)
    void scope.open('client 3', never, close)
    await expect(scope.close()).rejects.toMatchObject({
      code: 'ERR_LEAK',
      message:
        '"a test" ended while client 3, client 1 were still being opened. Await every call that opens something.',
      details: { leaked: ['client 3', 'client 1'] },
    })
    expect(close).toHaveBeenCalledTimes(3)
  })

  test('is told to stop by the signal', async () => {
    const scope = new Scope('a test')
    expect(scope.signal.aborted).toBe(false)
    const opening = scope.open(
      'client 1',
      () =>
        new Promise<never>((_, reject) => {
          scope.signal.addEventListener('abort', () => reject(scope.signal.reason))
        }),
      () => {},
    )
    opening.catch(() => {})
    await expect(scope.close()).rejects.toMatchObject({ code: 'ERR_LEAK' })
    await expect(opening).rejects.toMatchObject({ code: 'ERR_ABORTED', message: '"a test" has ended.' })
  })

  test('and opens all the same is closed again', async () => {
    const scope = new Scope('a test')
    const opened = Promise.withResolvers<string>()
    const states: string[] = []
    let state = 'opening'
    const opening = scope.open(
      'client 1',
      async () => {
        state = await opened.promise
        return state
      },
      () => void states.push(`closed while ${state}`),
    )
    opening.catch(() => {})
    await expect(scope.close()).rejects.toMatchObject({ code: 'ERR_LEAK' })
    opened.resolve('open')
    await expect(opening).rejects.toMatchObject({ code: 'ERR_ABORTED' })
    expect(states).toEqual(['closed while opening', 'closed while open'])
  })
})

describe('after the end', () => {
  test('nothing is opened', async () => {
    const scope = new Scope('a test')
    await scope.close()
    const open = vi.fn(async () => {})
    await expect(scope.open('client 1', open, () => {})).rejects.toMatchObject({
      code: 'ERR_STATE',
      message:
        'client 1 was asked for after "a test" had ended. Await every call that opens something before the test returns.',
    })
    expect(open).not.toHaveBeenCalled()
  })

  test('nothing is held', async () => {
    const scope = new Scope('a test')
    await scope.close()
    expect(() => scope.hold('server', () => {})).toThrow(expect.objectContaining({ code: 'ERR_STATE' }))
    expect(scope.size).toBe(0)
  })

  test('a second close does nothing', async () => {
    const scope = new Scope('a test')
    const close = vi.fn()
    scope.hold('a', close)
    await Promise.all([scope.close(), scope.close()])
    expect(close).toHaveBeenCalledTimes(1)
  })
})

describe('errors', () => {
  const [first, second] = [new Error('first'), new Error('second')]

  test('one is thrown as it is, and the others are closed', async () => {
    const scope = new Scope('a test')
    const close = vi.fn()
    scope.hold('a', close)
    scope.hold('b', () => Promise.reject(first))
    scope.hold('c', close)
    await expect(scope.close()).rejects.toBe(first)
    expect(close).toHaveBeenCalledTimes(2)
  })

  test('several are thrown together, with the leak at the head', async () => {
    const scope = new Scope('a test')
    scope.hold('a', () => {
      throw first
    })
    scope.hold('b', () => Promise.reject(second))
    void scope.open('client 1', never, () => {})
    const error = await scope.close().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AggregateError)
    expect(error).toMatchObject({
      message: 'Teardown of "a test" failed 3 times.',
      errors: [{ code: 'ERR_LEAK' }, second, first],
    })
  })
})
