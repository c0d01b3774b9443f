// The page of transcripts in a real browser.
import { describe, expect } from 'vitest'
import type { ChromiumPage } from '../../src/browser/index.ts'
import { renderTranscriptPage } from '../../src/report/html/index.ts'
import type { TranscriptRecord } from '../../src/report/index.ts'
import { longConversation, secret, transcriptRecord } from '../report/html/sample-transcripts.ts'
import { skipWithoutChromium, test } from './chromium-test.ts'
import { keepPicture, type PageFolder } from './pages.ts'

skipWithoutChromium()

const passed = { state: 'passed', errors: [] } as const
const long = transcriptRecord({
  ...passed,
  path: ['delivery', 'ten thousand frames'],
  events: longConversation(10_000),
})
const several = [transcriptRecord(), long, transcriptRecord({ ...passed, path: ['vapid', 'silence'], events: [] })]

/** Opens a page that says it is ready, complains about nothing and asks for nothing but itself. */
async function open(page: ChromiumPage, folder: PageFolder, records: readonly TranscriptRecord[]): Promise<void> {
  const url = folder.write('transcript.html', renderTranscriptPage(records))
  await page.show({ width: 1360, height: 860 })
  await page.goto(url)
  expect(page.complaints).toEqual([])
  expect(await page.evaluate('document.documentElement.dataset.state')).toBe('ready')
  expect(page.requests).toEqual([url])
}

/** The text of what a selector finds. */
function textOf(page: ChromiumPage, selector: string): Promise<string> {
  return page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`)
}

/** The event that the diagram points assistive technology at, as it is read out. */
function activeEvent(page: ChromiumPage): Promise<string> {
  return page.evaluate(
    `document.getElementById(document.querySelector('.drawing').getAttribute('aria-activedescendant')).getAttribute('aria-label')`,
  )
}

/** Goes to the diagram. */
function enter(page: ChromiumPage): Promise<unknown> {
  return page.evaluate(`document.querySelector('.drawing').focus()`)
}

test('looks well by day and by night', async ({ page, folder }) => {
  await open(page, folder, several)
  const grounds: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.show({ colorScheme, width: 1360, height: 860 })
    keepPicture(`transcript-${colorScheme}`, await page.screenshot())
    grounds.push(await page.evaluate('getComputedStyle(document.body).backgroundColor'))
  }
  await page.show({ width: 800, height: 860 })
  keepPicture('transcript-narrow', await page.screenshot())
  expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(20, 24, 29)'])
})

test('begins with what is missing, and says so in words', async ({ page, folder }) => {
  await open(page, folder, several)
  expect(await activeEvent(page)).toBe(
    '5029.0 ms, server to client 2, missing a notification for the second subscription, within 5s',
  )
  expect(await textOf(page, '.tests li')).toContain('1 missing')
  expect(await textOf(page, '.errors')).toContain('Expected a notification for the subscription within 5s, got none.')
})

test('draws no payload', async ({ page, folder }) => {
  await open(page, folder, [transcriptRecord()])
  await enter(page)
  for (const _ of transcriptRecord().events) {
    expect(await textOf(page, 'main')).not.toContain(secret)
    await page.press('ArrowUp')
  }
})

describe('the keyboard', () => {
  test('walks the events, and shows each in full', async ({ page, folder }) => {
    await open(page, folder, several)
    await enter(page)
    await page.press('Home')
    expect(await activeEvent(page)).toBe('0.0 ms, client 1, open ws://127.0.0.1:9')
    await page.press('ArrowDown', 'ArrowDown')
    expect(await activeEvent(page)).toBe('1.2 ms, client 1 to server, hello')
    expect(await textOf(page, '.details pre')).toBe(
      JSON.stringify({ messageType: 'hello', use_webpush: true, uaid: 'a1b2c3d4e5f6', broadcasts: {} }, null, 2),
    )
    expect(await textOf(page, '.details dl')).toContain('2026-01-02T03:04:05.001Z')
    await page.press('End')
    expect(await activeEvent(page)).toBe('5030.0 ms, client 1 to server, close 1000 bye')
  })

  test('goes to the details and back', async ({ page, folder }) => {
    await open(page, folder, several)
    await enter(page)
    await page.press('Enter')
    expect(await page.evaluate(`document.activeElement.ariaLabel`)).toBe('Event')
    await page.press('Escape')
    expect(await page.evaluate(`document.activeElement.ariaLabel`)).toBe('Events')
  })

  test('walks the tests', async ({ page, folder }) => {
    await open(page, folder, several)
    await page.press('/', 'Tab')
    await page.press('ArrowDown')
    expect(await textOf(page, '.bar h2')).toBe('delivery › ten thousand frames')
    await page.press('End')
    expect(await textOf(page, '.bar h2')).toBe('vapid › silence')
    expect(await textOf(page, '.details')).toBe('Nothing was recorded in this test.')
  })
})

test('a click shows an event', async ({ page, folder }) => {
  await open(page, folder, several)
  await page.evaluate(
    `document.querySelector('#event-5 .row').dispatchEvent(new MouseEvent('click', { bubbles: true }))`,
  )
  expect(await textOf(page, '.details h2')).toBe('hello 500')
})

test('searching narrows the tests, also by what was said in them', async ({ page, folder }) => {
  await open(page, folder, several)
  await page.press('/')
  await page.type('"version 9999"')
  const shown = `[...document.querySelectorAll('.tests li')].filter((item) => item.checkVisibility()).length`
  expect(await page.evaluate(shown)).toBe(1)
  expect(await page.evaluate(`document.querySelector('output').value`)).toBe('1 of 3 tests')
})

test('times are since the start, or by the clock', async ({ page, folder }) => {
  await open(page, folder, several)
  expect(await textOf(page, '#event-2 .time')).toBe('1.2 ms')
  await page.evaluate(`document.querySelector('.bar button').click()`)
  expect(await textOf(page, '#event-2 .time')).toBe('03:04:05.001Z')
})

test('of 10,000 events only those in sight are drawn', async ({ page, folder }) => {
  await open(page, folder, [long])
  const drawn = `document.querySelectorAll('.event').length`
  expect(await page.evaluate(drawn)).toBeLessThan(100)
  await enter(page)
  await page.press('End')
  expect(await activeEvent(page)).toBe('14.998 s, push service to client 1, notification')
  expect(await page.evaluate(drawn)).toBeLessThan(100)
  const inSight = `(() => {
    const row = document.getElementById('event-9999').getBoundingClientRect()
    const scroller = document.querySelector('.scroller').getBoundingClientRect()
    return row.top >= scroller.top && row.bottom <= scroller.bottom
  })()`
  expect(await page.evaluate(inSight)).toBe(true)
  keepPicture('transcript-long', await page.screenshot())
})

test('no test at all', async ({ page, folder }) => {
  await open(page, folder, [])
})
