// However a run ends, neither a process of the browser nor its profile is left.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ChromiumSeat, FirefoxSeat, findProgram } from '../../src/browser/index.ts'
import { BrowserTarget } from './browser-target.ts'
import { eachBrowser, skipWithout } from './each-browser.ts'
import { isAlive, processesOf } from './process-group.ts'

/** A process of its own that holds a browser, and what it says of it. */
async function hold(name: string, how: string): Promise<{ holder: ChildProcess; group: number; directory: string }> {
  const script = fileURLToPath(new URL('hold-browser.ts', import.meta.url))
  const holder = spawn(process.execPath, [script, name, how], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void holder.kill('SIGKILL'))
  const [line] = await once(createInterface({ input: holder.stdout }), 'line')
  return { holder, ...(JSON.parse(line) as { group: number; directory: string }) }
}

async function expectGone({ group, directory }: { group: number; directory: string }): Promise<void> {
  // Whoever inherited the dead has to bury them.
  await expect.poll(() => isAlive(group), { timeout: 30_000 }).toBe(false)
  await expect.poll(() => existsSync(directory), { timeout: 30_000 }).toBe(false)
}

describe.for(eachBrowser)('%s', ([name, program]) => {
  skipWithout(program)

  test('ends with its seat', async () => {
    const found = findProgram(program) ?? ''
    const seat = await (name === 'firefox'
      ? FirefoxSeat.open({ program: found })
      : ChromiumSeat.open({ program: found }))
    const { processGroup: group, directory } = seat
    expect(isAlive(group)).toBe(true)
    await seat.close()
    await expectGone({ group, directory })
  })

  test.for(['pass', 'fail'])('ends with a run that ends by itself: %s', async (how) => {
    const { holder, ...browser } = await hold(name, how)
    if (holder.exitCode === null) await once(holder, 'exit')
    await expectGone(browser)
  })

  test.for(['SIGINT', 'SIGKILL'] as const)('ends with a run that gets %s', async (signal) => {
    const { holder, ...browser } = await hold(name, 'wait')
    expect(isAlive(browser.group)).toBe(true)
    holder.kill(signal)
    await expectGone(browser)
  })

  test('when it crashes, the next client has another', async () => {
    const target = await BrowserTarget.open(name)
    const client = await target.client()
    const { pid } = await target.crash()
    await expect.poll(() => target.hasEnded, { timeout: 30_000 }).toBe(true)
    await expect(client.page.evaluate('1')).rejects.toMatchObject({ code: 'ERR_CLOSED' })
    const next = await target.client()
    expect(await next.page.evaluate('1 + 1')).toBe(2)
    await expect.poll(() => processesOf(pid), { timeout: 30_000 }).toEqual([])
  })
})
