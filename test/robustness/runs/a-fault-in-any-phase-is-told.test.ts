import { expect, test } from 'vitest'
import { runCell } from '../faults/cell.ts'
import { faults } from '../faults/faults.ts'
import { shortForm } from '../faults/short-form.ts'

/** `npm run test:faults` has them all. */
test.for(shortForm)('%s in the phase %s', async ([name, phase]) => {
  const fault = faults.find((one) => one.name === name)
  expect(fault).toBeDefined()
  const cell = fault && (await runCell(fault, phase))
  expect(cell?.problems).toEqual([])
})
