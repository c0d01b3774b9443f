export { begin } from './begin.ts'
export { comeBack } from './come-back.ts'
export { exchange } from './exchange.ts'
export { leave } from './leave.ts'
