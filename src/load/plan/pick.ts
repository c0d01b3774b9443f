// Chooses the scenario of an arrival by weight.
const goldenRatio = (Math.sqrt(5) - 1) / 2

/**
 * The scenario of the `index`-th arrival of a step. It depends on nothing else, so that a plan means the same on any number of
 * machines; multiples of the golden ratio spread so evenly that also a short run has the shares that the weights say.
 */
export function pick<T extends { readonly weight: number }>(mix: readonly T[], index: number, seed: number): T {
  const total = mix.reduce((sum, { weight }) => sum + weight, 0)
  let place = (((index + seed) * goldenRatio) % 1) * total
  for (const one of mix) {
    place -= one.weight
    if (place < 0) return one
  }
  // Rounding can leave a trace at the very end.
  return mix[mix.length - 1] as T
}
