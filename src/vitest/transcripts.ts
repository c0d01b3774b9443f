// Keeps what was said during a test: attached to it when it fails, in a file for all tests when that is asked for.
import { appendFileSync } from 'node:fs'
import { recordArtifact, type TestArtifactBase, type TestAttachment, type TestContext } from 'vitest'
import { PushwrightError } from '../errors/index.ts'
import type { Evidence, Provisioner, Scope } from '../provisioner/index.ts'
import { mergeTranscripts, type TranscriptRecord } from '../report/index.ts'
import { redactEvents, renderJsonLines } from '../transcript/index.ts'
import type { EnvironmentOptions } from './provided.ts'

type Task = TestContext['task']

/** The artifact of a test that failed. */
export interface TranscriptArtifact extends TestArtifactBase {
  readonly type: 'pushwright:transcript'
  readonly record: TranscriptRecord
}

declare module 'vitest' {
  interface TestArtifactRegistry {
    'pushwright:transcript': TranscriptArtifact
  }
}

/**
 * Attaches the transcript to a test that has failed, as data, JSON lines and HTML; and appends it to the file of `record`.
 * Secrets are redacted unless the options say otherwise.
 */
export async function keepTranscript(
  task: Task,
  scope: Scope,
  provisioner: Provisioner,
  { record: file, secrets = false }: Pick<EnvironmentOptions, 'record' | 'secrets'>,
): Promise<void> {
  const hasFailed = task.result?.state === 'fail'
  if (!hasFailed && file === undefined) return
  const record = recordOf(task, scope, provisioner, secrets)
  if (hasFailed) await attach(task, scope, record, secrets)
  // Last, so that a full disk takes nothing from a test that has failed.
  if (file !== undefined) append(file, record)
}

async function attach(task: Task, scope: Scope, record: TranscriptRecord, secrets: boolean): Promise<void> {
  const { renderTranscriptPage } = await import('../report/html/index.ts')
  await recordArtifact(task, {
    type: 'pushwright:transcript',
    record,
    attachments: [
      { contentType: 'application/x-ndjson', body: renderJsonLines(record.events, { secrets }), bodyEncoding: 'utf-8' },
      { contentType: 'text/html', body: renderTranscriptPage([record], { secrets }), bodyEncoding: 'utf-8' },
      ...(await collectEvidence(scope)),
    ],
  })
}

/** One write for a line: workers append to the same file. */
function append(file: string, record: TranscriptRecord): void {
  try {
    appendFileSync(file, `${JSON.stringify(record)}\n`)
  } catch (cause) {
    throw new PushwrightError(
      'ERR_STATE',
      `Expected to add the transcript of this test to ${file}, it cannot be written (${(cause as NodeJS.ErrnoException).code}). Make room, or record to another place.`,
      { cause },
    )
  }
}

/** What else tells why; what cannot be had any more, as from a browser that crashed, says so. */
function collectEvidence({ evidence }: Scope): Promise<TestAttachment[]> {
  const collect = async ({ contentType, collect }: Evidence): Promise<TestAttachment> => {
    try {
      const body = await collect()
      return typeof body === 'string' ? { contentType, body, bodyEncoding: 'utf-8' } : { contentType, body }
    } catch (error) {
      return {
        contentType: 'text/plain',
        body: `No ${contentType}: ${(error as Error).message}`,
        bodyEncoding: 'utf-8',
      }
    }
  }
  return Promise.all([...evidence].map(collect))
}

/** How many clients a test had, and how many frames they sent and received. */
export function trafficOf({ transcripts }: Scope): { clients: number; frames: number } {
  let clients = 0
  let frames = 0
  for (const { events, dropped } of transcripts) {
    if (events.some(({ kind }) => kind === 'open')) clients++
    frames += dropped + events.filter(({ kind }) => kind === 'frame').length
  }
  return { clients, frames }
}

function recordOf(task: Task, scope: Scope, provisioner: Provisioner, secrets: boolean): TranscriptRecord {
  const { events, dropped } = mergeTranscripts({
    own: [...scope.transcripts],
    server: provisioner.server?.transcript,
    since: scope.openedAt,
  })
  const errors = (task.result?.errors ?? []).map(({ message }) => message)
  return {
    project: task.file.projectName ?? '',
    target: provisioner.target,
    file: task.file.name,
    path: pathOf(task),
    state: task.result?.state === 'fail' ? 'failed' : 'passed',
    events: secrets ? events : redactEvents(events),
    dropped,
    ...(errors.length > 0 && { errors }),
  }
}

function pathOf(task: Task): string[] {
  const path = [task.name]
  for (let suite = task.suite; suite !== undefined; suite = suite.suite) path.unshift(suite.name)
  return path
}
