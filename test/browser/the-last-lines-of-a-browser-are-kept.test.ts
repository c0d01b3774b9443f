import { expect, onTestFinished, test } from 'vitest'
import { BrowserProcess } from '../../src/browser/browser-process.ts'
import { Deadline } from '../../src/deadline/index.ts'

test('500 of them', async () => {
  const talkative = 'for count in $(seq 600); do echo $count >&2; done; echo at ws://here >&2; exec sleep 600'
  const browser = await BrowserProcess.start(
    {
      name: 'Browser',
      program: '/bin/sh',
      arguments: ['-c', talkative],
      env: {},
      ready: /at (\S+)/,
      directory: '/nowhere',
    },
    Deadline.after(10_000),
  )
  onTestFinished(() => browser.end())
  const last = Array.from({ length: 499 }, (_, index) => String(index + 102))
  expect(browser.log.split('\n')).toEqual([...last, 'at ws://here'])
})
