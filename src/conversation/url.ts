// Queries of URLs.
import { PushwrightError } from '../errors/index.ts'

/** Names to values of a query; a list gives the name several times. */
export type Parameters = Readonly<Record<string, ParameterValue | readonly ParameterValue[]>>

/** One value of a query. */
export type ParameterValue = string | number | boolean

/**
 * The URL with the parameters behind those that its query has already, percent-encoded.
 *
 * @throws PushwrightError `ERR_OPTION` for a URL that is none.
 */
export function appendParameters(url: string, parameters: Parameters): string {
  const entries = Object.entries(parameters).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))
  if (entries.length === 0) return url
  if (!URL.canParse(url)) throw new PushwrightError('ERR_OPTION', `Expected an absolute URL, got \`${url}\`.`)
  const appended = new URL(url)
  for (const [name, value] of entries) appended.searchParams.append(String(name), String(value))
  return appended.href
}
