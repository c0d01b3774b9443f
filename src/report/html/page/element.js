// Makes elements. Whatever comes from tests goes in as text or as the value of an attribute, never as markup.

/**
 * An HTML element.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children)
}

/**
 * An SVG element.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

/**
 * @template {Element} Made
 * @param {Made} made
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/**
 * The data that the page carries.
 *
 * @returns {any}
 */
export function readData() {
  return JSON.parse(document.getElementById('data')?.textContent ?? 'null')
}

/**
 * An element of the page that is surely there.
 *
 * @param {string} id
 */
export function byId(id) {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`Expected the page to have #${id}.`)
  return found
}
