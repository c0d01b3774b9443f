// The documentation site: `npm run docs:site`. A link that leads nowhere fails the build.
import { existsSync } from 'node:fs'
import { defineConfig } from 'vitepress'

const page = (text: string, link: string): { text: string; link: string } => ({ text, link })

/** Written by TypeDoc before the site is built. */
const hasApi = existsSync(new URL('../reference/api/index.md', import.meta.url))

export default defineConfig({
  title: 'Pushwright',
  description: 'End-to-end tests for web push, as a plugin of Vitest.',
  cleanUrls: true,
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      page('Tutorials', '/tutorials/send-from-a-backend'),
      page('How to', '/how-to/run-in-ci'),
      page('Reference', '/reference/ini'),
      page('Explanation', '/explanation/architecture'),
    ],
    sidebar: [
      {
        text: 'Tutorials',
        items: [
          page('You send web push', '/tutorials/send-from-a-backend'),
          page('You run a push service', '/tutorials/run-a-push-service'),
          page('You write a client', '/tutorials/write-a-client'),
          page('You watch a service', '/tutorials/watch-a-service'),
        ],
      },
      {
        text: 'How to',
        items: [
          page('Run in CI', '/how-to/run-in-ci'),
          page('Make things go wrong', '/how-to/make-things-go-wrong'),
          page('Describe a quirk', '/how-to/describe-a-quirk'),
          page('Write a provisioner', '/how-to/write-a-provisioner'),
          page('Test from other languages', '/how-to/test-from-other-languages'),
          page('Use real browsers', '/how-to/browsers'),
          page('Write scenarios', '/how-to/scenarios'),
          page('Make load', '/how-to/load'),
          page('Watch with live checks', '/how-to/live'),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('Keys of the INI', '/reference/ini'),
          page('Environment variables', '/reference/environment'),
          page('Commands', '/reference/commands'),
          page('Features', '/reference/features'),
          page('Quirks', '/reference/quirks'),
          page('Pipes', '/reference/pipes'),
          page('Errors', '/reference/errors'),
          page('Metrics', '/reference/metrics'),
          page('Limits', '/reference/limits'),
          page('Control API', '/reference/control-api'),
          ...(hasApi ? [page('API', '/reference/api/')] : []),
        ],
      },
      {
        text: 'Explanation',
        items: [
          page('Architecture', '/explanation/architecture'),
          page('Comparison', '/explanation/comparison'),
          page('Performance', '/explanation/performance'),
          page('Decisions', '/decisions/'),
        ],
      },
    ],
  },
})
