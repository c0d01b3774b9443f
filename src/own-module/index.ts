export { ownModule } from './own-module.ts'
