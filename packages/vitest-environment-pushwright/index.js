// Vitest finds environments by the name of a package alone.
export { default } from 'pushwright/environment'
