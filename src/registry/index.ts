export { addToList, sharedList } from './shared-list.ts'
