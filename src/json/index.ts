export {
  hasShape,
  isCount,
  isFlag,
  isListOf,
  isObject,
  isOptional,
  isShallow,
  isText,
  type JsonObject,
  parseJson,
  type Shape,
  wrongFields,
} from './json.ts'
