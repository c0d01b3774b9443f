import { createRequire } from 'node:module'
import { channels, hello, serve } from '../conversation/side.ts'

/** The part of its API that is used here. */
interface Chain extends Promise<void> {
  sendJson(message: unknown): Chain
  expectJson(check: (message: { messageType: string; channelID?: string; status: number }) => boolean): Chain
  close(): Chain
  expectClosed(): Chain
}

const [url = '', folder = ''] = process.argv.slice(2)
const { origin } = new URL(url)
const loaded = createRequire(`${folder}/`)('superwstest')
const request = (loaded.default ?? loaded) as (url: string) => { ws(path: string): Chain }

serve(async () => {
  const begun = request(origin)
    .ws('/')
    .sendJson(hello)
    .expectJson(({ messageType, status }) => messageType === 'hello' && status === 200)
  const all = channels.reduce(
    (chain, channelID) =>
      chain
        .sendJson({ messageType: 'register', channelID })
        .expectJson((answer) => answer.channelID === channelID && answer.status === 200),
    begun,
  )
  await all.close().expectClosed()
})
