// The Vitest config of a new project, and what an existing one has to get.
import type { ProjectShape } from '../project-shape.ts'

/** A whole config. It is a project of its own, so that there can be others beside it. */
export function vitestConfig(shape: ProjectShape): string {
  return `import pushwright from 'pushwright/plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [pushwright()],
        test: ${projectTest(shape)},
      },
    ],
  },
})
`
}

/** The lines for a config that is there. */
export function configSnippet(shape: ProjectShape): string {
  return `import pushwright from 'pushwright/plugin'

test: {
  projects: [
    // The tests that you have, with the rest of this config.
    { extends: true, test: { name: 'unit', exclude: ['e2e/**', '**/node_modules/**'] } },
    {
      plugins: [pushwright()],
      test: ${projectTest(shape)},
    },
  ],
},
`
}

function projectTest({ moduleExtension }: ProjectShape): string {
  return `{ name: 'e2e', include: ['e2e/**/*.test.${moduleExtension}'] }`
}
