// What the routes act on.
import type { FixtureServer, Push } from '../fixture/index.ts'
import type { ControlLimits } from './control-limits.ts'
import type { ArmedFaults } from './faults/index.ts'
import type { NumberedLog } from './numbered-log.ts'
import type { VirtualClients } from './virtual-clients.ts'

/** One push service, and what its control API has made of it. */
export interface Controlled {
  readonly server: FixtureServer
  /** Facts for `GET /status`, such as the profile. */
  readonly about: Readonly<Record<string, string>>
  readonly clients: VirtualClients
  readonly pushes: NumberedLog<Push>
  readonly faults: ArmedFaults
  readonly limits: ControlLimits
  /** Asks whoever runs the server to end it. */
  shutdown(): void
}
