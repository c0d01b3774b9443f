// Gives a project what its first end-to-end test needs, and leaves alone what is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultFile } from '../config/index.ts'
import { addLines, writeNew } from './new-files.ts'
import { type ProjectShape, shapeOf } from './project-shape.ts'
import type { InitTarget } from './target-kinds.ts'
import { firstTest } from './templates/first-test.ts'
import { ignoredLines } from './templates/ignored-lines.ts'
import { ini } from './templates/ini.ts'
import { configSnippet, vitestConfig } from './templates/vitest-config.ts'

/** What {@link initProject} needs to know. */
export interface InitOptions {
  /** The directory with the `package.json`. */
  readonly directory: string
  /** The push service of the INI; asked only if one is written. */
  readonly chooseTarget: () => InitTarget | Promise<InitTarget>
}

/** What became of one file. */
export interface Step {
  /** Relative to the directory, with slashes. */
  readonly path: string
  /** `by-hand` is for a file that only its author can change. */
  readonly outcome: 'written' | 'added to' | 'there' | 'by hand'
}

/** What {@link initProject} did. */
export interface InitResult {
  readonly steps: readonly Step[]
  /** What to put into the Vitest config by hand, if there was one. */
  readonly snippet?: string
  /** Packages that the tests need, and that the project does not have. */
  readonly missingPackages: readonly string[]
}

const testFolder = 'e2e'

/**
 * Writes the Vitest config, the INI, a first test and the lines of `.gitignore`, each only where there is none.
 *
 * @throws PushwrightError `ERR_STATE` if there is no `package.json`, or a file cannot be written.
 */
export async function initProject({ directory, chooseTarget }: InitOptions): Promise<InitResult> {
  const shape = shapeOf(directory)
  const { missingPackages } = shape
  const iniText = existsSync(join(directory, defaultFile)) ? '' : ini(await chooseTarget())
  const config = configStep(directory, shape)
  const steps = [
    config,
    writeNew(directory, defaultFile, iniText),
    addLines(directory, '.gitignore', ignoredLines),
    testStep(directory, shape),
  ]
  const snippet = config.outcome === 'by hand' ? configSnippet(shape) : undefined
  return { steps, missingPackages, ...(snippet !== undefined && { snippet }) }
}

function configStep(directory: string, shape: ProjectShape): Step {
  const { configFile, moduleExtension } = shape
  if (configFile === undefined) return writeNew(directory, `vitest.config.${moduleExtension}`, vitestConfig(shape))
  const hasPlugin = readFileSync(join(directory, configFile), 'utf8').includes('pushwright/plugin')
  return { path: configFile, outcome: hasPlugin ? 'there' : 'by hand' }
}

/** Whoever has tests already needs no first one. */
function testStep(directory: string, { moduleExtension }: ProjectShape): Step {
  const folder = join(directory, testFolder)
  const found = existsSync(folder) ? readdirSync(folder).find((name) => /\.test\.m?[jt]s$/.test(name)) : undefined
  if (found !== undefined) return { path: `${testFolder}/${found}`, outcome: 'there' }
  return writeNew(directory, `${testFolder}/push.test.${moduleExtension}`, firstTest)
}
