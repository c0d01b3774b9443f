// The page of a grid in a real browser.
import { describe, expect } from 'vitest'
import type { ChromiumPage } from '../../src/browser/index.ts'
import { renderGridPage } from '../../src/report/html/index.ts'
import { gridOf } from '../../src/report/index.ts'
import { downGrid, gridOfTests, largeGrid, testRecord } from '../report/html/sample-grid.ts'
import { skipWithoutChromium, test } from './chromium-test.ts'
import { keepPicture, type PageFolder } from './pages.ts'

skipWithoutChromium()

/** Opens a page that says it is ready, complains about nothing and asks for nothing but itself. */
async function open(page: ChromiumPage, folder: PageFolder, text: string): Promise<string> {
  const url = folder.write('grid.html', text)
  await page.show({})
  await page.goto(url)
  expect(page.complaints).toEqual([])
  expect(await page.evaluate('document.documentElement.dataset.state')).toBe('ready')
  expect(page.requests).toEqual([url])
  return url
}

/** The texts of the rows that are shown, without those of files. */
function shownTests(page: ChromiumPage): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('[role=grid] tbody tr:not(.file)')].filter((row) => row.checkVisibility()).map((row) => row.cells[0].textContent)`,
  )
}

/** What has the focus, in words. */
function focused(page: ChromiumPage): Promise<string> {
  return page.evaluate(
    `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.slice(0, 80)`,
  )
}

function choose(page: ChromiumPage, label: string, value: string): Promise<unknown> {
  return page.evaluate(
    `(select => { select.value = ${JSON.stringify(value)}; select.dispatchEvent(new Event('input', { bubbles: true })) })(document.querySelector('select[aria-label="${label}"]'))`,
  )
}

const skip = {
  reason: 'quirk',
  ids: ['urn:pushwright:quirk:topic-not-replaced'],
  note: 'the target has a quirk',
} as const
const small = gridOfTests([
  testRecord({ file: 'a.test.ts', path: ['suite', 'first'] }),
  testRecord({
    file: 'a.test.ts',
    path: ['suite', 'second'],
    state: 'failed',
    errors: ['Error: expected 201, got 410'],
  }),
  testRecord({ file: 'b.test.ts', path: ['third'], state: 'skipped', duration: 0, skip }),
])

describe('2,000 tests on 4 targets', () => {
  test('open', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(largeGrid(2000)))
    const [timing] = await page.evaluate<{ domComplete: number }[]>(
      `performance.getEntriesByType('navigation').map((entry) => entry.toJSON())`,
    )
    console.info(`2,000 tests on 4 targets opened in ${Math.round(timing?.domComplete ?? Number.NaN)} ms`)
    expect(await shownTests(page)).toHaveLength(2000)
  })

  test('look well by day and by night', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(largeGrid(2000)))
    const grounds: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.show({ colorScheme, reducedMotion: true, width: 1360, height: 860 })
      await page.evaluate(`document.querySelector('[role=grid] td.failed').click()`)
      keepPicture(`grid-${colorScheme}`, await page.screenshot())
      grounds.push(await page.evaluate('getComputedStyle(document.body).backgroundColor'))
    }
    expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(20, 24, 29)'])
  })
})

describe('searching', () => {
  test('narrows the rows to those with each of the words', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(largeGrid(200)))
    await page.press('/')
    await page.type('VAPID case 147')
    expect(await shownTests(page)).toEqual(['vapid › refuses a token whose audience is another origin, case 147'])
    expect(await page.evaluate(`document.querySelector('output').value`)).toBe('1 of 200 tests')
  })

  test('says so when nothing is found', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(small))
    await page.press('/')
    await page.type('no such test')
    expect(await shownTests(page)).toEqual([])
    expect(await page.evaluate(`document.querySelector('.nothing').checkVisibility()`)).toBe(true)
  })

  test.for([
    ['Outcome', 'failed', ['suite › second']],
    ['Outcome', 'skipped', ['third']],
    ['Outcome', 'differs', []],
    ['Reason', 'quirk', ['third']],
    ['Target', '0', ['suite › first', 'suite › second', 'third']],
  ] as const)('filters by %s %s', async ([label, value, shown], { page, folder }) => {
    await open(page, folder, renderGridPage(small))
    await choose(page, label, value)
    expect(await shownTests(page)).toEqual(shown)
  })

  test('shows one target alone', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(largeGrid(100)))
    await choose(page, 'Target', '2')
    const heads = `[...document.querySelectorAll('[role=grid] thead th')].filter((head) => head.checkVisibility()).map((head) => head.textContent)`
    expect(await page.evaluate(heads)).toEqual(['Test', 'legacy-autopush'])
    await choose(page, 'Target', '')
    expect(await page.evaluate(heads)).toHaveLength(5)
  })
})

test('what is found is together, without gaps for what is not', async ({ page, folder }) => {
  await open(page, folder, renderGridPage(largeGrid(2000)))
  await page.evaluate(`document.querySelector('.scroller').scrollTo(0, 20_000)`)
  await page.press('/')
  await page.type('case 199')
  expect(await shownTests(page)).toHaveLength(12)
  expect(await page.evaluate(`document.querySelector('[role=grid]').clientHeight < 1500`)).toBe(true)
})

describe('the keyboard', () => {
  /** Goes to the first cell of the table. */
  async function enter(page: ChromiumPage): Promise<void> {
    await page.press('/')
    for (let step = 0; step < 8 && !(await page.evaluate(`document.activeElement.matches('[role=grid] *')`)); step++) {
      await page.press('Tab')
    }
  }

  test('moves from cell to cell', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(small))
    await enter(page)
    const seen = [await focused(page)]
    for (const key of [
      'ArrowDown',
      'ArrowRight',
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'Home',
      'Control+Home',
      'Control+End',
      'PageUp',
    ]) {
      await page.press(key)
      seen.push(await focused(page))
    }
    expect(seen).toEqual([
      'a.test.ts',
      'suite › first',
      'passed, 12 ms',
      'failed, expected 201, got 410',
      '1 skipped',
      'skipped, quirk topic-not-replaced',
      'third',
      'a.test.ts',
      'skipped, quirk topic-not-replaced',
      '1 passed, 1 failed',
    ])
  })

  test('opens the details, and comes back', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(small))
    await enter(page)
    await page.press('ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter')
    const isOpen = `document.querySelector('dialog').open`
    expect(await page.evaluate(isOpen)).toBe(true)
    expect(await focused(page)).toBe('What happened')
    expect(await page.evaluate(`document.querySelector('dialog').textContent`)).toContain(
      'Error: expected 201, got 410',
    )
    await page.press('Escape')
    expect(await page.evaluate(isOpen)).toBe(false)
    expect(await focused(page)).toBe('failed, expected 201, got 410')
  })

  test('collapses a file', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(small))
    await enter(page)
    await page.press('Enter')
    expect(await shownTests(page)).toEqual(['third'])
    expect(await page.evaluate('document.activeElement.ariaExpanded')).toBe('false')
    await page.press('Enter')
    expect(await shownTests(page)).toHaveLength(3)
  })

  test('the focus can be seen', async ({ page, folder }) => {
    await open(page, folder, renderGridPage(small))
    await enter(page)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
  })
})

test('a skip tells why', async ({ page, folder }) => {
  await open(page, folder, renderGridPage(small))
  await page.evaluate(`document.querySelector('[role=grid] td.skipped').click()`)
  const text = await page.evaluate(`document.querySelector('dialog').textContent`)
  expect(text).toContain('the target has a quirk')
  expect(text).toContain('urn:pushwright:quirk:topic-not-replaced')
})

test('a click on a title shows all targets', async ({ page, folder }) => {
  await open(page, folder, renderGridPage(largeGrid(20)))
  await page.evaluate(`document.querySelector('[role=grid] tbody tr:not(.file) th').click()`)
  const heads = `[...document.querySelectorAll('dialog h3')].map((head) => head.textContent)`
  expect(await page.evaluate(heads)).toEqual(['fixture-server', 'autopush', 'legacy-autopush', 'production'])
})

test('the head and the titles stay in sight', async ({ page, folder }) => {
  await open(page, folder, renderGridPage(largeGrid(400)))
  await page.show({ width: 700, height: 600 })
  const places = `(() => {
    const scroller = document.querySelector('.scroller')
    scroller.scrollTo(200, 3000)
    const { top, left } = scroller.getBoundingClientRect()
    const head = document.querySelector('[role=grid] thead th + th')
    const title = document.querySelector('[role=grid] tbody tr:not(.file) th')
    return { scrolled: [scroller.scrollLeft, scroller.scrollTop], head: head.getBoundingClientRect().top - top, title: title.getBoundingClientRect().left - left }
  })()`
  expect(await page.evaluate(places)).toEqual({ scrolled: [200, 3000], head: 1, title: 0 })
})

test('text from tests does nothing', async ({ page, folder }) => {
  const text = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>'
  const tests = [testRecord({ file: text, path: [text], state: 'failed', errors: [text] })]
  await open(page, folder, renderGridPage(gridOfTests(tests, { target: text }), { title: 'harmless' }))
  await page.evaluate(`document.querySelector('[role=grid] td.failed').click()`)
  expect(await page.evaluate('document.title')).toBe('harmless')
  expect(await page.evaluate(`document.querySelectorAll('img').length`)).toBe(0)
  expect(await page.evaluate(`document.querySelector('dialog pre').textContent`)).toBe(text)
  expect(page.complaints).toEqual([])
})

test('without script there are totals and a table', async ({ page, folder }) => {
  await page.disableScripts()
  await page.goto(folder.write('plain.html', renderGridPage(largeGrid(100))))
  keepPicture('grid-without-script', await page.screenshot())
  expect(await page.evaluate(`document.querySelectorAll('svg.bar').length`)).toBe(4)
  expect(await page.evaluate(`document.querySelectorAll('noscript tr').length`)).toBe(1 + 5 + 100)
})

test('a target that is down, and no test at all', async ({ page, folder }) => {
  await open(page, folder, renderGridPage(downGrid()))
  keepPicture('grid-down', await page.screenshot())
  await page.goto(folder.write('empty.html', renderGridPage(gridOf([]))))
  expect(await page.evaluate('document.documentElement.dataset.state')).toBe('ready')
  expect(page.complaints).toEqual([])
})
