export { isCount, isListOf, isObject, isText, type JsonObject, parseJson } from './json.ts'
