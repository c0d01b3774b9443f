// Takes secrets out of errors that no test has: those of hooks and of imports. Vitest collects them where no setup file can see them.
import type { TestModule, Vitest } from 'vitest/node'
import { readConfiguration } from '../open-provisioner.ts'
import { type Hide, hideInErrors, hiderOf } from '../secrets.ts'
import { optionsOf } from './collect-runs.ts'

/** Hides the secrets of all targets of a run, and the tokens of URLs; `undefined` if secrets are to be shown. */
export async function hiderOfRun(vitest: Vitest): Promise<Hide | undefined> {
  const all = vitest.projects.flatMap((project) => optionsOf(project) ?? [])
  if (all.some(({ secrets }) => secrets === true)) return undefined
  const configurations = await Promise.all(all.map(readConfiguration))
  return hiderOf(configurations.flatMap((configuration) => configuration?.target().secrets() ?? []))
}

/** Hides in the errors of a file and of all that is in it, in place. */
export function hideInModule(module: TestModule, hide: Hide): void {
  const { children } = module
  for (const suite of [module, ...children.allSuites()]) hideInErrors(suite.errors(), hide)
  for (const test of children.allTests()) hideInErrors(test.result().errors, hide)
}
