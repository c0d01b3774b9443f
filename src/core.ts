// Everything but the Vitest layer: for provisioners, scripts and tools that run outside of Vitest.
export * from './application-server/index.ts'
export * from './client/index.ts'
export {
  type Configuration,
  type GlobalSettings,
  loadConfiguration,
  type Origin,
  parseConfiguration,
  TargetSettings,
} from './config/index.ts'
export * from './conversation/index.ts'
export { Deadline, type Duration, Timing, type TimingOptions, type WaitOptions } from './deadline/index.ts'
export {
  isPushwrightError,
  nearest,
  PushwrightError,
  type PushwrightErrorCode,
  type PushwrightErrorOptions,
} from './errors/index.ts'
export {
  defineFeature,
  Feature,
  type FeatureDescription,
  type FeatureReference,
  featureId,
  features,
} from './features/index.ts'
export * from './fixture/index.ts'
export * from './live/index.ts'
export { judge, type Observation, type Probe, ProbeKit, unknown } from './probing/index.ts'
export * from './protocol/index.ts'
export {
  Capabilities,
  type ClientHandle,
  type ClientRequest,
  type Discovery,
  type Evidence,
  type FeatureProvider,
  type FeatureSubset,
  Journal,
  type JournalEntry,
  loadProvisioner,
  type Plugin,
  Provisioner,
  type ReadyProvisioner,
  rateLimit,
  readFixtureSettings,
  Scope,
  ScopedProvisioner,
  withProvisioner,
} from './provisioner/index.ts'
export { defineQuirk, Quirk, type QuirkDescription, type QuirkReference, quirkId, quirks } from './quirks/index.ts'
export * from './scenario/index.ts'
export * from './transcript/index.ts'
export * from './webpush/index.ts'
