// One Vitest project for each target: what `pushwright matrix` asks the plugin for.
import type { Plugin, TestProjectInlineConfiguration, ViteUserConfig } from 'vitest/config'

/** The variable by which `pushwright matrix` names the targets, separated by commas. */
export const matrixVariable = 'PUSHWRIGHT_MATRIX'

/** The targets of a matrix run; none in any other run. */
export function matrixTargets(): readonly string[] {
  return (process.env[matrixVariable] ?? '').split(',').filter((target) => target !== '')
}

/**
 * The same project on another target.
 *
 * @param config - What Vite handed to the plugin of the project.
 * @param own - The plugin with the other target.
 */
export function onTarget(config: ViteUserConfig, target: string, own: Plugin): TestProjectInlineConfiguration {
  const { test, root } = config
  // Vitest adds its own plugins anew.
  const others = (config.plugins ?? []).flat().filter((plugin) => !nameOf(plugin).startsWith('vitest:'))
  return {
    resolve: aliasesOf(config),
    ...(root !== undefined && { root }),
    plugins: [...others, own],
    test: { ...test, name: `${test?.name ?? ''}:${target}` },
  } as TestProjectInlineConfiguration
}

function nameOf(plugin: unknown): string {
  return String((plugin as Partial<Plugin> | undefined)?.name ?? '')
}

/** What Vitest has added to the rest of `resolve` is not to be added twice. */
function aliasesOf({ resolve }: ViteUserConfig): Pick<NonNullable<ViteUserConfig['resolve']>, 'alias' | 'dedupe'> {
  const { alias, dedupe } = resolve ?? {}
  return { ...(alias !== undefined && { alias }), ...(dedupe !== undefined && { dedupe }) }
}
