// The status page of a live check in a real browser.
import { expect, onTestFinished } from 'vitest'
import type { ChromiumPage } from '../../src/browser/index.ts'
import { FixtureServer } from '../../src/fixture/index.ts'
import { defineCase, LiveCheck, pushRoundtrip, StatusServer, signal } from '../../src/live/index.ts'
import { urlTarget } from '../../src/scenario/index.ts'
import { skipWithoutChromium, test } from './chromium-test.ts'
import { keepPicture } from './pages.ts'

skipWithoutChromium()

interface Stage {
  readonly live: LiveCheck
  readonly status: StatusServer
  /** Runs a push roundtrip, whose notification is lost if it is to fail. */
  push(outcome: 'pass' | 'fail'): Promise<void>
}

async function stage(): Promise<Stage> {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const target = urlTarget(server.url)
  onTestFinished(() => target.close())
  const live = new LiveCheck({ name: 'stage', target })
  onTestFinished(() => live.stop({ grace: 0 }))
  const roundtrip = live.add(pushRoundtrip)
  const orders = live.add(
    defineCase({
      name: 'order-flow',
      signals: { sent: signal<string>(), stored: signal<string>() },
      async run({ signals, log }) {
        log('<b>placed</b>')
        await signals.sent.wait()
        await signals.stored.wait()
      },
    }),
  )
  live.add(defineCase({ name: 'resting', active: false, run() {} }))
  for (const key of ['one', 'two']) {
    orders.signals.sent.send('a', { key })
    orders.signals.stored.send('b', { key })
    await orders.runOnce({ id: key })
  }
  const status = await StatusServer.start(live)
  onTestFinished(() => status.close())
  const push = async (outcome: 'pass' | 'fail'): Promise<void> => {
    if (outcome === 'fail') server.faults.next('notification').corrupt()
    await roundtrip.runOnce()
  }
  return { live, status, push }
}

/** Opens the page, and waits until it has drawn something. */
async function open(page: ChromiumPage, { status }: Stage): Promise<void> {
  await page.show({ width: 1100, height: 900 })
  await page.goto(status.url)
  await expect.poll(() => page.evaluate('document.documentElement.dataset.state')).toBe('ready')
}

/** The text of an article, by the name of its case. */
function textOf(page: ChromiumPage, name: string): Promise<string> {
  return page.evaluate(
    `[...document.querySelectorAll('article')].find((one) => one.querySelector('h2').textContent === '${name}').innerText`,
  )
}

test('shows states, history, medians and the last failure, and asks nobody else', async ({ page }) => {
  const all = await stage()
  for (let index = 0; index < 20; index++) await all.push(index === 12 ? 'fail' : 'pass')
  await open(page, all)
  expect(page.complaints).toEqual([])
  expect(new Set(page.requests.map((url) => new URL(url).pathname))).toEqual(new Set(['/', '/status.json']))
  expect(await textOf(page, 'push-roundtrip')).toMatch(/✓ PASS[\s\S]*19 pass, 1 (error|fail)[\s\S]*Last failure/)
  expect(await textOf(page, 'order-flow')).toMatch(/2 pass[\s\S]*sent[\s\S]*stored/)
  expect(await textOf(page, 'resting')).toContain('– SKIP')
  expect(await page.evaluate(`document.querySelector('.history').ariaLabel`)).toBe(
    'The last 20 tests, of which 1 failed',
  )
  expect(await page.evaluate(`document.querySelectorAll('article .history .bad').length`)).toBe(1)
})

test('shows an alarm, and its end, without being loaded again', async ({ page }) => {
  const all = await stage()
  for (let index = 0; index < 3; index++) await all.push('fail')
  await open(page, all)
  expect(await page.evaluate('document.title')).toBe('✗ stage')
  expect(await page.evaluate(`document.querySelector('[role=alert]').textContent`)).toContain(
    '3 tests of push-roundtrip failed',
  )
  await all.push('pass')
  await expect.poll(() => page.evaluate('document.title'), { timeout: 10_000 }).toBe('✓ stage')
  expect(await page.evaluate(`document.querySelector('[role=alert]')`)).toBe(null)
})

test('the last failure stays open while the page follows the tests', async ({ page }) => {
  const all = await stage()
  await all.push('fail')
  await open(page, all)
  await page.evaluate(`document.querySelector('summary').focus()`)
  await page.press('Enter')
  await all.push('pass')
  await expect.poll(() => textOf(page, 'push-roundtrip'), { timeout: 10_000 }).toContain('1 pass')
  expect(await page.evaluate(`document.querySelector('details').open`)).toBe(true)
  expect(await page.evaluate(`document.activeElement.tagName`)).toBe('SUMMARY')
  expect(await textOf(page, 'push-roundtrip')).toMatch(/expectNotification[\s\S]*push service/)
})

test('says when the live check is gone', async ({ page }) => {
  const all = await stage()
  await open(page, all)
  await all.status.close()
  await expect
    .poll(() => page.evaluate(`document.querySelector('#seen').textContent`), { timeout: 10_000 })
    .toContain('does not answer any more')
})

test('looks well by day and by night', async ({ page }) => {
  const all = await stage()
  for (let index = 0; index < 40; index++) await all.push(index % 9 === 4 || index > 36 ? 'fail' : 'pass')
  await open(page, all)
  const grounds: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.show({ colorScheme, width: 1100, height: 900 })
    keepPicture(`live-${colorScheme}`, await page.screenshot())
    grounds.push(await page.evaluate('getComputedStyle(document.body).backgroundColor'))
  }
  await page.evaluate(`document.querySelector('details').open = true`)
  await page.show({ width: 480, height: 900 })
  keepPicture('live-narrow', await page.screenshot())
  expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(20, 24, 29)'])
})
