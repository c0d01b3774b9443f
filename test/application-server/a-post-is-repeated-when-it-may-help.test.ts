import { describe, expect, test } from 'vitest'
import { created, makeSender, type RawRequest, type Respond, startEndpoint } from './raw-endpoint.ts'

const retry = { retries: 2, minDelay: 1 }

/** Answers with each status in turn, the last one forever. */
const inTurn =
  (statuses: readonly number[], headers: Record<string, string> = {}): Respond =>
  (request, response, count) => {
    const status = statuses[Math.min(count, statuses.length) - 1] as number
    if (status === 201) created(request, response, count)
    else response.writeHead(status, headers).end()
  }

function gaps(requests: readonly RawRequest[]): number[] {
  return requests.slice(1).map(({ at }, index) => at - (requests[index] as RawRequest).at)
}

test('503, then 201', async () => {
  const endpoint = await startEndpoint(inTurn([503, 201]))
  await expect(makeSender({ retry }).send(endpoint.target, 'x')).resolves.toMatchObject({ status: 201, attempts: 2 })
  expect(endpoint.requests[1]?.body).toEqual(endpoint.requests[0]?.body)
})

test.each([429, 500, 502, 503, 504])('%d is repeated, and the last receipt returned', async (status) => {
  const endpoint = await startEndpoint(inTurn([status]))
  await expect(makeSender({ retry }).send(endpoint.target, 'x')).resolves.toMatchObject({ status, attempts: 3 })
  expect(endpoint.requests).toHaveLength(3)
})

test.each([201, 204, 307, 400, 401, 404, 410, 413, 501])('%d is not', async (status) => {
  const endpoint = await startEndpoint(inTurn([status]))
  await expect(makeSender({ retry }).send(endpoint.target, 'x')).resolves.toMatchObject({ status, attempts: 1 })
  expect(endpoint.requests).toHaveLength(1)
})

test('nothing is repeated by default, or with 0 retries', async () => {
  const endpoint = await startEndpoint(inTurn([503]))
  await makeSender().send(endpoint.target, 'x')
  await makeSender({ retry: { retries: 0 } }).send(endpoint.target, 'x')
  expect(endpoint.requests).toHaveLength(2)
})

describe('a network error', () => {
  test('is repeated', async () => {
    const endpoint = await startEndpoint((request, response, count) => {
      if (count === 1) response.socket?.resetAndDestroy()
      else created(request, response, count)
    })
    await expect(makeSender({ retry }).send(endpoint.target, 'x')).resolves.toMatchObject({ attempts: 2 })
  })

  test('and thrown when attempts run out', async () => {
    const endpoint = await startEndpoint((_request, response) => response.socket?.resetAndDestroy())
    await expect(makeSender({ retry }).send(endpoint.target, 'x')).rejects.toMatchObject({ code: 'ERR_NETWORK' })
    expect(endpoint.requests).toHaveLength(3)
  })

  test('but not a timeout', async () => {
    const endpoint = await startEndpoint(() => {})
    await expect(makeSender({ retry }).send(endpoint.target, 'x', { timeout: 50 })).rejects.toMatchObject({
      code: 'ERR_TIMEOUT',
    })
    expect(endpoint.requests).toHaveLength(1)
  })
})

describe('Retry-After', () => {
  test('is waited for', async () => {
    const endpoint = await startEndpoint(inTurn([503, 201], { 'Retry-After': '1' }))
    await expect(makeSender({ retry }).send(endpoint.target, 'x')).resolves.toMatchObject({ attempts: 2 })
    // Node's timers can be a millisecond early.
    expect(gaps(endpoint.requests)[0]).toBeGreaterThanOrEqual(999)
  })

  test('no longer than maxDelay', async () => {
    const endpoint = await startEndpoint(inTurn([429, 201], { 'Retry-After': '1000000' }))
    const sender = makeSender({ retry: { ...retry, maxDelay: 50 } })
    await expect(sender.send(endpoint.target, 'x')).resolves.toMatchObject({ attempts: 2 })
    expect(gaps(endpoint.requests)[0]).toBeGreaterThanOrEqual(49)
  })

  test('and not after the last attempt', async () => {
    const endpoint = await startEndpoint(inTurn([503], { 'Retry-After': '1000000' }))
    const sender = makeSender({ retry: { retries: 1, minDelay: 1, maxDelay: 50 } })
    await expect(sender.send(endpoint.target, 'x')).resolves.toMatchObject({ status: 503, retryAfter: 1e9 })
  })
})

test('delays are at least the shortest one, and double', async () => {
  const endpoint = await startEndpoint(inTurn([503]))
  await makeSender({ retry: { retries: 2, minDelay: 20 } }).send(endpoint.target, 'x')
  const [first, second] = gaps(endpoint.requests)
  expect(first).toBeGreaterThanOrEqual(19)
  expect(second).toBeGreaterThanOrEqual(39)
})

describe('an abort', () => {
  test('between two attempts ends it', async () => {
    const controller = new AbortController()
    const endpoint = await startEndpoint((_request, response) => {
      response.writeHead(503).end()
      // After the answer was written, so while the sender waits for its next turn.
      response.on('close', () => controller.abort())
    })
    const sender = makeSender({ retry: { retries: 5, minDelay: 1_000_000, maxDelay: 1_000_000 } })
    await expect(sender.send(endpoint.target, 'x', { signal: controller.signal })).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    })
    expect(endpoint.requests).toHaveLength(1)
  })

  test('during Retry-After too', async () => {
    const controller = new AbortController()
    const endpoint = await startEndpoint((_request, response) => {
      response.writeHead(503, { 'Retry-After': '1000000' }).end()
      response.on('close', () => controller.abort())
    })
    const sender = makeSender({ retry: { retries: 5, minDelay: 1, maxDelay: 1_000_000 } })
    await expect(sender.send(endpoint.target, 'x', { signal: controller.signal })).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    })
  })

  test('during the request is no reason to try again', async () => {
    const controller = new AbortController()
    const endpoint = await startEndpoint(() => controller.abort())
    await expect(makeSender({ retry }).send(endpoint.target, 'x', { signal: controller.signal })).rejects.toMatchObject(
      { code: 'ERR_ABORTED' },
    )
    expect(endpoint.requests).toHaveLength(1)
  })
})

describe('a throttle', () => {
  test('is asked before each attempt', async () => {
    const order: string[] = []
    const endpoint = await startEndpoint((request, response, count) => {
      order.push(`post ${count}`)
      inTurn([503, 201])(request, response, count)
    })
    const throttle = async (): Promise<void> => void order.push('turn')
    await makeSender({ retry, throttle }).send(endpoint.target, 'x')
    expect(order).toEqual(['turn', 'post 1', 'turn', 'post 2'])
  })

  test('its refusal is thrown, and nothing is posted', async () => {
    const endpoint = await startEndpoint()
    const error = new Error('not now')
    const throttle = async (): Promise<void> => {
      throw error
    }
    await expect(makeSender({ throttle }).send(endpoint.target, 'x')).rejects.toBe(error)
    expect(endpoint.requests).toEqual([])
  })
})
