// Finds out what a plan on the command line is: a file, or the string form.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isPushwrightError } from '../../errors/index.ts'
import { type Plan, planDefaults } from './plan.ts'
import { planError } from './plan-error.ts'
import { parsePlanString } from './plan-string.ts'
import { readPlan } from './read-plan.ts'

const moduleExtensions = ['.ts', '.mts', '.js', '.mjs']

/**
 * Loads a plan.
 *
 * @param plan - A `.ts`, `.js` or `.json` file, or the string form.
 * @param root - What paths are relative to.
 * @throws PushwrightError `ERR_OPTION` if there is no such file, or it holds no plan.
 */
export async function loadPlan(plan: string, root: string): Promise<Plan> {
  const extension = extname(plan)
  const isFile = !plan.includes(',') && [...moduleExtensions, '.json'].includes(extension)
  if (!isFile) return { ...planDefaults, name: plan, steps: parsePlanString(plan) }
  const path = resolve(root, plan)
  if (!existsSync(path)) throw planError(plan, 'The plan cannot be loaded: there is no such file.')
  try {
    const input = extension === '.json' ? JSON.parse(await readFile(path, 'utf8')) : await importDefault(path)
    return readPlan(input, basename(plan, extension))
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    if (isPushwrightError(cause)) throw planError(plan, message)
    throw planError(`${plan}${lineIn(path, cause)}`, `The plan cannot be loaded: ${message}`)
  }
}

/** Where in the file it happened, such as `:12`, if the stack has it. */
function lineIn(path: string, cause: unknown): string {
  const [, after = ''] = String((cause as Partial<Error> | null)?.stack).split(path)
  return /^:\d+/.exec(after)?.[0] ?? ''
}

async function importDefault(path: string): Promise<unknown> {
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown }
  return module.default
}
