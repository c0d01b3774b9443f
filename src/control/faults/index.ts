export { ArmedFaults, type FaultState } from './armed-faults.ts'
export { type FaultOrder, readFault } from './read-fault.ts'
