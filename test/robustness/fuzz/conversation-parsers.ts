// What a conversation reads: its own templates and paths, and the frames and answers of the other side.
import { ReceivedFrame } from '../../../src/conversation/frame.ts'
import { absence, attribute, text as textOf } from '../../../src/conversation/matching/condition.ts'
import { parsePath } from '../../../src/conversation/matching/path.ts'
import { compileText } from '../../../src/conversation/template.ts'
import { frameLimit } from '../../../src/protocol/index.ts'
import { nearly } from './hostile.ts'
import { type Parser, texts } from './parser.ts'

const conditions = [
  attribute('', { type: 'welcome', items: [{ colour: /red/ }], n: 1 }),
  attribute('items/*/colour', 'red'),
  attribute('items//colour', (value: unknown) => value === 'red'),
  attribute('items/-1/n', 1),
  absence('__proto__/polluted'),
  textOf(/welcome/),
]

export const conversationParsers: readonly Parser[] = [
  texts('templates of conversations', nearly(['a {b.c} {{d}}', '{a}'], ['{', '}', '$', '.']), compileText),
  texts('paths into JSON', nearly(['a.b[0].c', '*.a', 'a[*]'], ['.', '[', ']', '*']), parsePath),
  texts(
    'frames of conversations',
    nearly(['{"type":"welcome","items":[{"colour":"red"},{"n":1}],"n":1}', '[1,2]', 'text'], ['[', '{', ',', ':']),
    (text) => {
      for (const condition of conditions) {
        const frame = new ReceivedFrame(0, 'text', 0, text.slice(0, frameLimit))
        if (!condition.fits(frame)) condition.differences(frame)
        String(frame)
      }
    },
  ),
]
