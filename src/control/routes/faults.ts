// Faults, armed as data.
import { PushwrightError } from '../../errors/index.ts'
import type { Controlled } from '../controlled.ts'
import { readFault } from '../faults/index.ts'
import { integer } from '../fields/index.ts'
import type { Route } from '../http/route.ts'

const faultNumber = integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

/** `/faults` and `/faults/{id}`. */
export const faultRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/faults',
    handle({ body }, controlled) {
      const order = readFault(body, (name) => uaidOf(name, controlled))
      return { status: 201, body: controlled.faults.arm(order) }
    },
  },
  {
    method: 'GET',
    path: '/faults',
    handle(_request, { faults }) {
      return { status: 200, body: { faults: faults.states } }
    },
  },
  {
    method: 'DELETE',
    path: '/faults',
    handle(_request, { faults }) {
      faults.clear()
      return { status: 204 }
    },
  },
  {
    method: 'GET',
    path: '/faults/{id}',
    handle({ parameters }, { faults }) {
      return { status: 200, body: faults.state(faultNumber(parameters.id, 'id')) }
    },
  },
  {
    method: 'DELETE',
    path: '/faults/{id}',
    handle({ parameters }, { faults }) {
      faults.cancel(faultNumber(parameters.id, 'id'))
      return { status: 204 }
    },
  },
]

/** A fault for a client without a UAID would strike everyone. */
function uaidOf(name: string, { clients }: Controlled): string {
  const { uaid } = clients.get(name)
  if (uaid !== undefined) return uaid
  throw new PushwrightError('ERR_STATE', `Expected the virtual client ${name} to have said hello, it has not yet.`)
}
