export { type InitOptions, type InitResult, initProject, type Step } from './init-project.ts'
export { runnerOf } from './package-manager.ts'
export { askForTarget, type InitTarget, readTarget, targetKinds } from './target-kinds.ts'
