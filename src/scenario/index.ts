// The face of this folder: scenarios, their commands, and what runs them.

export type { ExpectedStatus } from './answers.ts'
export { Command } from './command.ts'
export * from './commands/index.ts'
export { type FoundScenario, findScenario } from './find-scenario.ts'
export * from './making/index.ts'
export { provisionerTarget, scopedTarget } from './provisioner-target.ts'
export { silentRecorder } from './recorder.ts'
export { type RestartDecorator, type RestartOptions, restart } from './restart.ts'
export { type ResultOf, runScenario, type TestScenarioOptions } from './run-scenario.ts'
export type {
  AnyScenario,
  CountedThing,
  MeasuredStep,
  RunScenarioOptions,
  Scenario,
  ScenarioRecorder,
  ScenarioResult,
  ScenarioSteps,
  SpawnSpec,
} from './scenario.ts'
export type { CommandOptions, ScenarioSession } from './session.ts'
export * from './shipped/index.ts'
export type { ScenarioClientOptions, ScenarioTarget, TargetPreferences } from './target.ts'
export { type UrlTargetOptions, urlTarget } from './url-target.ts'
