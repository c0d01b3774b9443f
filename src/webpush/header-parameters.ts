// Parameters in header values such as `Crypto-Key: dh=...;p256ecdsa=...` and `Authorization: vapid t=..., k=...`.

/** The parameters of one value of a list, names in lower case. */
export type HeaderParameters = ReadonlyMap<string, string>

/**
 * Splits a header into its values at `,` and each of them into its parameters at `;`. Quotes around a parameter's value are dropped.
 * Of parameters with one name the first counts; what is not of the form `name=value` is left out.
 *
 * @param header - The header's value.
 */
export function parseHeaderParameters(header: string): HeaderParameters[] {
  return header.split(',').map((value) => {
    const parameters = new Map<string, string>()
    for (const parameter of value.split(';')) {
      const equals = parameter.indexOf('=')
      if (equals === -1) continue
      const name = parameter.slice(0, equals).trim().toLowerCase()
      if (!parameters.has(name)) parameters.set(name, unquote(parameter.slice(equals + 1).trim()))
    }
    return parameters
  })
}

/**
 * The first parameter of that name in any value of a list.
 *
 * @param values - What {@link parseHeaderParameters} gave.
 * @param name - In lower case.
 */
export function findParameter(values: readonly HeaderParameters[], name: string): string | undefined {
  return values.find((parameters) => parameters.has(name))?.get(name)
}

function unquote(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
}
