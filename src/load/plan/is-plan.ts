// Recognises a plan that another process has read.
import { isListOf, isObject, isText } from '../../json/index.ts'
import type { Plan } from './plan.ts'

/** Whether it has the shape of a plan; that it makes sense was checked where it was read. */
export function isPlan(value: unknown): value is Plan {
  if (!isObject(value)) return false
  const { name, steps, thresholds, gracefulStop, seed } = value
  return (
    isText(name) &&
    isListOf(steps, isStep) &&
    isListOf(thresholds, isText) &&
    typeof gracefulStop === 'number' &&
    typeof seed === 'number'
  )
}

function isStep(step: unknown): boolean {
  return isObject(step) && isListOf(step.mix, isScenario) && isObject(step.arrival)
}

function isScenario(one: unknown): boolean {
  return isObject(one) && isText(one.scenario) && Array.isArray(one.args)
}
