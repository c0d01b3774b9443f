// Starts a browser, says which group its processes have, and waits: `node hold-browser.ts firefox`.
import { ChromiumSeat, chromiumProgram, FirefoxSeat, firefoxProgram, requireProgram } from '../../src/browser/index.ts'

const seat =
  process.argv[2] === 'firefox'
    ? await FirefoxSeat.open({ program: requireProgram(firefoxProgram) })
    : await ChromiumSeat.open({ program: requireProgram(chromiumProgram) })
process.stdout.write(`${JSON.stringify({ group: seat.processGroup, directory: seat.directory })}\n`)
if (process.argv[3] === 'fail') throw new Error('The test failed.')
if (process.argv[3] === 'wait') setInterval(() => {}, 60_000)
