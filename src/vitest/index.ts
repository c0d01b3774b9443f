export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, vi } from 'vitest'
export type { Skip, SkipReason } from '../report/index.ts'
export {
  blocking,
  blockingTimed,
  blockingWithTimeout,
  type Decorator,
  expectFailureWithQuirk,
  requireFeature,
  requireFeatureSubset,
  skipWithQuirk,
} from './decorators/index.ts'
export { type LiveTestOptions, liveTest } from './live-test.ts'
export type { NoPushOptions, ReceiveOptions, Refusal } from './matchers/index.ts'
export type { Provided } from './provided.ts'
export type { PushwrightMeta, Requirement } from './requirements.ts'
export { type ScenarioTestOptions, scenarioTest } from './scenario-test.ts'
export { it, type PushwrightFixtures, type PushwrightTest, test } from './test.ts'
export { TestCase } from './test-case.ts'
