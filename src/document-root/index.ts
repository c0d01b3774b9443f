export { ContainedDirectory, type FoundEntry } from './contained-directory.ts'
export { fileKind, isTemplate } from './file-kind.ts'
export { isSame, isSettled, lookAt } from './file-looks.ts'
export { encodePath, normalisePath, parseTarget, type RequestTarget } from './url-path.ts'
