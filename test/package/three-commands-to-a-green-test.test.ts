// The bar: from an empty folder to an encrypted push in three commands and a minute, downloads apart.
import { expect, inject, test } from 'vitest'
import { ForeignProject } from './foreign-project.ts'

const { tarball } = inject('pushwrightPacked')

test('an empty folder has a green test after three commands', async () => {
  const commands = ['npm init -y', `npm i -D ${tarball} vitest`, 'npx pushwright init --run']
  // Everything is downloaded by then.
  const before = ForeignProject.forTest()
  for (const command of commands.slice(0, 2)) await before.succeed(command)

  const project = ForeignProject.forTest()
  let total = 0
  for (const command of commands) {
    const { output, took } = await project.succeed(command)
    total += took
    console.log(`${(took / 1000).toFixed(1).padStart(5)} s  ${command.replace(tarball, 'pushwright')}`)
    if (command === commands.at(-1)) expect(output).toMatch(/Tests {2}1 passed/)
  }
  console.log(`${(total / 1000).toFixed(1).padStart(5)} s  in all; the bar is 60 s`)
  expect(total).toBeLessThan(60_000)
})
