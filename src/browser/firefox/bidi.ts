// WebDriver BiDi, as far as it is used here (https://w3c.github.io/webdriver-bidi/).
import { PushwrightError } from '../../errors/index.ts'
import type { CommandConnection } from '../command-connection.ts'

/** The commands that are used, with no more of their parameters and results than is used. */
export interface BidiCommands {
  'session.new': { params: { capabilities: object }; result: object }
  'session.subscribe': { params: { events: string[] }; result: object }
  'browser.createUserContext': { params: object; result: { userContext: string } }
  'browser.removeUserContext': { params: { userContext: string }; result: object }
  'browser.close': { params: object; result: object }
  'browsingContext.create': {
    params: { type: 'tab'; userContext: string; background: true }
    result: { context: string }
  }
  'browsingContext.getTree': {
    params: { 'moz:scope': 'chrome'; maxDepth: 0 }
    result: { contexts: readonly { context: string }[] }
  }
  'browsingContext.navigate': { params: { context: string; url: string; wait: 'complete' }; result: object }
  'browsingContext.captureScreenshot': { params: { context: string }; result: { data: string } }
  'permissions.setPermission': {
    params: { descriptor: { name: string }; state: string; origin: string; userContext: string }
    result: object
  }
  'script.evaluate': {
    params: { expression: string; target: { context: string }; awaitPromise: boolean }
    result:
      | { type: 'success'; result: { type: string; value?: unknown } }
      | { type: 'exception'; exceptionDetails: { text: string } }
  }
}

/** A connection to Firefox. */
export type Bidi = CommandConnection<BidiCommands>

/**
 * The value of an expression, as JSON carries it; a promise is awaited. BiDi has a notation of its own for values, but JSON is enough here.
 *
 * @param context - A page, or one of the browser's own windows.
 * @throws PushwrightError `ERR_UNEXPECTED` with what was thrown.
 */
export async function evaluate<T>(bidi: Bidi, context: string, expression: string): Promise<T> {
  const outcome = await bidi.command('script.evaluate', {
    expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value) ?? 'null')`,
    target: { context },
    awaitPromise: true,
  })
  if (outcome.type === 'success') return JSON.parse(String(outcome.result.value)) as T
  throw new PushwrightError('ERR_UNEXPECTED', `The page threw: ${outcome.exceptionDetails.text}`)
}

/** What `log.entryAdded` tells. */
export interface LogEntry {
  readonly level: string
  readonly text: string | null
}
