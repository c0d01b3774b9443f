// Writes what a probe found into the INI: adds what is new, takes nothing away.
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Configuration, type LoadOptions, parseConfiguration } from '../config/index.ts'
import type { Finding } from './finding.ts'
import { IniText } from './ini-text.ts'

/** Where to write, and for which service. */
export interface WriteOptions extends Pick<LoadOptions, 'knownQuirks' | 'knownFeatures'> {
  readonly root: string
  /** The INI, relative to the root; made if there is none. */
  readonly file: string
  /** The section; or the URL of a service, whose section is made if there is none. */
  readonly target: { readonly section: string } | { readonly url: string }
  readonly findings: readonly Finding[]
}

/** What was written. */
export interface Written {
  readonly file: string
  readonly section: string
  /** Names of quirks and missing features that were added. */
  readonly added: readonly string[]
  /** Names of those that were declared before and that the probe has looked for in vain. They stay. */
  readonly stale: readonly string[]
}

/**
 * Adds the quirks and missing features to the section of the target. The file is replaced at once, so that nobody sees a half.
 *
 * @throws PushwrightError `ERR_CONFIG` if the file is wrong, now or afterwards; then it is left as it is.
 */
export function writeFindings(options: WriteOptions): Written {
  const path = resolve(options.root, options.file)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const ini = new IniText(text)
  const section = 'section' in options.target ? options.target.section : sectionOfUrl(ini, options.target.url)
  const settings = parse(ini.toString(), options, section).target(section)
  const declared = new Set([...settings.quirks, ...settings.missingFeatures])
  const found = options.findings.filter(isDeviation)
  const added = found.filter(({ id }) => !declared.has(id))
  const namesOf = (kind: Finding['kind']): string[] =>
    added.filter((finding) => finding.kind === kind).map(({ name }) => name)
  ini.add(section, 'quirks[]', namesOf('quirk'))
  ini.add(section, 'missing_features[]', namesOf('feature'))
  const changed = ini.toString()
  // What cannot be read again is not written.
  parse(changed, options, section)
  if (changed !== text) replaceFile(path, changed)
  const stale = options.findings.filter((finding) => declared.has(finding.id) && isRefuted(finding))
  return {
    file: options.file,
    section,
    added: added.map(({ name }) => name),
    stale: stale.map(({ name }) => name),
  }
}

function isDeviation({ kind, state }: Finding): boolean {
  return state === (kind === 'quirk' ? 'present' : 'absent')
}

function isRefuted({ kind, state }: Finding): boolean {
  return state === (kind === 'quirk' ? 'absent' : 'present')
}

/** The section with this URL, or a new one for strangers. */
function sectionOfUrl(ini: IniText, url: string): string {
  const targets = ini.sections.filter((name) => name !== 'global')
  const known = targets.find((name) => sameUrl(ini.get(name, 'url') ?? '', url))
  if (known !== undefined) return known
  // The brackets of an IPv6 address are the section's own.
  const base = new URL(url).host.replace(/[[\]]/g, '').replace(/^[^\p{L}\p{N}]+/u, '')
  let name = base
  for (let count = 2; targets.includes(name); count++) name = `${base}-${count}`
  // With a second target, somebody has to say which one tests are for.
  const [only, ...others] = targets
  if (only !== undefined && others.length === 0 && ini.get('global', 'target') === undefined) {
    ini.add('global', 'target', [only])
  }
  ini.add(name, 'provisioner', ['anonymous'])
  ini.add(name, 'url', [/[;#'"\\]/.test(url) ? JSON.stringify(url) : url])
  return name
}

function sameUrl(one: string, other: string): boolean {
  return URL.canParse(one) && new URL(one).href === new URL(other).href
}

/** Without what the environment overrides, which is not in the file. */
function parse(text: string, { file, root, knownQuirks, knownFeatures }: WriteOptions, target: string): Configuration {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PUSHWRIGHT_')))
  return parseConfiguration(text, {
    file,
    root,
    env,
    overrides: { target },
    ...(knownQuirks !== undefined && { knownQuirks }),
    ...(knownFeatures !== undefined && { knownFeatures }),
  })
}

/** Writes beside the file and moves it there; a link stays one, and the mode as it is. */
function replaceFile(path: string, text: string): void {
  const exists = existsSync(path)
  const place = exists ? realpathSync(path) : path
  mkdirSync(dirname(place), { recursive: true })
  const draft = `${place}.${randomUUID()}`
  try {
    writeFileSync(draft, text, { flag: 'wx' })
    if (exists) chmodSync(draft, statSync(place).mode)
    renameSync(draft, place)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
