// Writes the whole result tree of a run as JSON, for comparison.
import { writeFileSync } from 'node:fs'

export default class TreeReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tree = {
      modules: modules
        .map((module) => ({
          module: `${module.project.name ? `${module.project.name}: ` : ''}${module.relativeModuleId}`,
          tests: [...module.children.allTests()].map(describeTest),
          errors: module.errors().map(describeError),
        }))
        .sort((a, b) => a.module.localeCompare(b.module)),
      unhandledErrors: unhandledErrors.map(describeError),
    }
    writeFileSync(process.env.TREE_FILE, JSON.stringify(tree))
  }
}

function describeTest(testCase) {
  const { state, note, errors } = testCase.result()
  const meta = testCase.meta().pushwright
  const told = [state, note].filter(Boolean).join(': ')
  return {
    name: testCase.fullName,
    result: errors?.length ? `${told}: ${errors.map(describeError).join(' | ')}` : told,
    ...(meta?.skip && { reason: meta.skip.reason }),
    ...(testCase.diagnostic()?.retryCount && { retries: testCase.diagnostic().retryCount }),
  }
}

function describeError(error) {
  return error.message.split('\n')[0]
}
