// What a probe found, as text for a terminal.
import type { Finding } from './finding.ts'
import type { ProbeReport } from './run-probe.ts'

/** The report as text: what differs from an ideal service in full, the rest in a line each. */
export function formatReport({ url, findings, usage }: ProbeReport): string {
  const of = (kind: Finding['kind'], state: Finding['state']): Finding[] =>
    findings.filter((finding) => finding.kind === kind && finding.state === state)
  const quirks = of('quirk', 'present')
  const missing = of('feature', 'absent')
  const offered = of('feature', 'present')
  const unknown = findings.filter(({ state }) => state === 'unknown')
  const notProbed = findings.filter(({ state }) => state === 'not probed')
  const { clients, requests, channelsLeft } = usage
  return [
    `${url}`,
    ...chapter('Quirks', quirks.map(inFull)),
    ...chapter('Missing features', missing.map(inFull)),
    ...chapter('Features', offered.map(inLine)),
    ...chapter('Not to be told from what was seen', unknown.map(inLine)),
    ...chapter('Not probed', notProbed.map(inLine)),
    '',
    `${of('quirk', 'absent').length} other quirks were looked for and not found. ${clients} clients, ${requests} HTTP requests.`,
    ...(channelsLeft === 0 ? [] : [`${channelsLeft} channels could not be given up.`]),
    '',
  ].join('\n')
}

function chapter(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : ['', `${title} (${entries.length})`, ...entries]
}

function inFull({ name, text, why, evidence, seen }: Finding): string {
  return `  ${name}: ${text}\n    seen:   ${seen}\n    why:    ${why}\n    source: ${evidence}`
}

function inLine({ name, seen }: Finding): string {
  return `  ${name}: ${seen}`
}
