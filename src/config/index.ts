// The face of this folder: the text of an INI becomes typed, validated settings.

export { type Configuration, listTargets, type ParseOptions, parseConfiguration } from './configuration.ts'
export type { Range } from './conversion.ts'
export { otherVariables, type VariableDescription } from './environment.ts'
export type { GlobalSettings, Overrides } from './global-settings.ts'
export { isList, type KeyDescription, type KeyType } from './key-description.ts'
export { globalKeys, keysOf, targetKeys } from './keys.ts'
export {
  defaultFile,
  isRequired,
  type LoadOptions,
  type LogKeys,
  loadConfiguration,
  logKeys,
  pluginEntries,
  targetNames,
} from './load.ts'
export type { Origin } from './origin.ts'
export { provisionerKeys } from './provisioner-keys.ts'
export { sampleIni } from './sample-ini.ts'
export type { Environment, Setting, SettingPart } from './setting.ts'
export type { Settings } from './settings.ts'
export type { ListEntry, SettingsData } from './settings-data.ts'
export { type TargetData, TargetSettings } from './target-settings.ts'
