import { request } from 'node:http'
import { expect, test } from 'vitest'
import { serve } from '../cli/command.ts'

const token = 'canary-token-of-the-control-api'

/** What a request without the token, or with a wrong one, is answered: headers and body. */
function ask(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, async (answer) => {
      const body: Buffer[] = []
      for await (const chunk of answer) body.push(chunk as Buffer)
      resolve(`${answer.statusCode} ${JSON.stringify(answer.headers)} ${Buffer.concat(body).toString()}`)
    })
    asked.once('error', reject).end()
  })
}

test('the token of the control API is in the ready line and nowhere else', async () => {
  const { ready, process, ended } = await serve(['--token', token])
  expect(ready.token).toBe(token)
  const answers = await Promise.all([
    ask(`${ready.controlUrl}/v1/server`, {}),
    ask(`${ready.controlUrl}/v1/server`, { authorization: 'Bearer wrong' }),
    ask(`${ready.controlUrl}/v1/server`, { authorization: `Bearer ${token}`, host: 'push.example' }),
    ask(`${ready.controlUrl}/v1/server`, { authorization: `Bearer ${token}`, origin: 'https://push.example' }),
    ask(`${ready.controlUrl}/v1/none`, { authorization: `Bearer ${token}` }),
    ask(`${ready.controlUrl}/v1/server`, { authorization: `Bearer ${token}` }),
    ask(`${ready.origin}/`, { authorization: `Bearer ${token}` }),
  ])
  process.kill('SIGTERM')
  const { stdout, stderr } = await ended
  expect(answers.map((answer) => answer.slice(0, 3)).slice(0, 5)).not.toContain('200')
  for (const text of [...answers, stderr]) expect(text).not.toContain(token)
  expect(stdout.split(token)).toHaveLength(2)
})
