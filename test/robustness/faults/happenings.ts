// What can happen in a phase beside a conversation: to the provisioner, to the process, and to the machine.

/** The module of the project that makes it happen, in the process that calls it. */
export const happeningsModule = `
  import { mkdirSync, rmSync, symlinkSync } from 'node:fs'

  const forever = () => new Promise((resolve) => setTimeout(resolve, 600_000))
  const leap = (milliseconds) => {
    const now = Date.now
    Date.now = () => now() + milliseconds
  }
  /** The runner is the process that has started the others. */
  const signal = (name, toRunner) => {
    process.kill(toRunner && process.env.VITEST_WORKER_ID !== undefined ? process.ppid : process.pid, name)
    return forever()
  }

  const happenings = {
    'hang': forever,
    'throw': () => { throw new Error('the provisioner is broken') },
    'throw nothing': () => { throw undefined },
    'throw a text': () => { throw 'a text' },
    'lose a rejection': () => void Promise.reject(new Error('nobody has awaited this')),
    'leap ahead': () => leap(3_600_000),
    'leap back': () => leap(-3_600_000),
    'fill the disk': () => {
      mkdirSync('.vitest/pushwright', { recursive: true })
      rmSync('.vitest/pushwright/ledger.json', { force: true })
      symlinkSync('/dev/full', '.vitest/pushwright/ledger.json')
    },
    'SIGTERM to the worker': () => signal('SIGTERM', false),
    'SIGKILL to the worker': () => signal('SIGKILL', false),
    'SIGTERM to the runner': () => signal('SIGTERM', true),
    'SIGKILL to the runner': () => signal('SIGKILL', true),
  }

  export const happen = (what) => happenings[what]()
`
