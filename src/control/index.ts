export type { ControlLimits } from './control-limits.ts'
export { ControlServer, type ControlServerOptions } from './control-server.ts'
export { isLoopback } from './http/guard.ts'
export { routes } from './routes/index.ts'
