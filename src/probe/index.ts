// The face of this folder: finds the features and quirks of a running push service, and writes them down.
export type { Finding } from './finding.ts'
export { withTarget } from './provisioner-target.ts'
export { formatReport } from './report.ts'
export { type ProbeOptions, type ProbeReport, runProbe } from './run-probe.ts'
export { type UrlTargetOptions, urlTarget } from './url-target.ts'
export { type WriteOptions, type Written, writeFindings } from './write-findings.ts'
