import assert from 'node:assert/strict'
import { defineCase } from 'pushwright/core'

/** The push endpoint answers, and within a second. */
export const ping = defineCase({
  name: 'ping',
  frequency: '30s',
  timeout: '10s',
  url: { retries: 2, connectTimeout: '2s' },
  async run({ get, skip, log }) {
    const url = process.env.PING_URL
    if (url === undefined) return skip('PING_URL is not set')
    const startedAt = performance.now()
    const { status, attempts } = await get(url)
    log(`${status} after ${attempts} attempts`)
    assert.ok(performance.now() - startedAt < 1000)
  },
})
