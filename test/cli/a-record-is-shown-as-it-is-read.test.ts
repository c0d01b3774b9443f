import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { start } from './command.ts'

function line(title: string, text: string): string {
  const events = [{ at: 1, actor: 'client 1', kind: 'note', text }]
  return `${JSON.stringify({ project: 'p', file: 'a.test.ts', path: [title], state: 'passed', events, dropped: 0 })}\n`
}

// A file is never in memory as a whole: one that is longer than any text of Node can be shown too.
test('each line as soon as it is there, up to one that is no transcript', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushwright-record-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const pipe = join(folder, 'all.jsonl')
  execFileSync('mkfifo', [pipe])
  const command = start(['transcript', pipe])
  const record = createWriteStream(pipe)
  // JSON may have line ends of Unicode in its texts.
  record.write(line('first', 'one\u2028two\u2029three'))
  let shown = ''
  for await (const piece of command.process.stdout.iterator({ destroyOnReturn: false })) {
    shown += piece
    if (shown.includes('> first')) break
  }
  record.end(`\n${line('second', 'last')}none`)
  const { code, stdout, stderr } = await command.ended
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('all.jsonl:4: expected one transcript as JSON, as --record writes it, got "none".'),
  })
  expect(stdout).toContain('passed a.test.ts > second\n')
})
