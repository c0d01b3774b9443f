// The panel with everything that is known of a test on one target or on all.
import { element } from '../element.js'
import { duration, symbols, words } from './outcome.js'

/** @import { Outcome } from './outcome.js' */
/** @import { GridRow } from './table.js' */

export class Details {
  /** @type {HTMLDialogElement} */
  panel
  #content = element('div', { class: 'content', tabindex: '0', role: 'region', 'aria-label': 'What happened' })
  #title = element('h2', { id: 'details-title' })
  /** @type {HTMLElement | undefined} */
  #opener

  constructor() {
    const close = element('button', { type: 'button', 'aria-label': 'Close', class: 'close' }, '×')
    close.addEventListener('click', () => this.close())
    this.panel = element(
      'dialog',
      { class: 'details', 'aria-labelledby': 'details-title' },
      element('header', {}, this.#title, close),
      this.#content,
    )
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.panel.open) this.close()
    })
  }

  /**
   * @param {HTMLElement} opener Gets the focus back.
   * @param {GridRow} row
   * @param {{ name: string, outcome: Outcome }[]} shown
   */
  open(opener, { file, path }, shown) {
    this.#opener = opener
    this.#title.replaceChildren(path.join(' › '))
    this.#content.replaceChildren(element('p', { class: 'place' }, file), ...shown.map(describe))
    this.#content.scrollTop = 0
    this.panel.show()
    this.#content.focus()
  }

  close() {
    this.panel.close()
    this.#opener?.focus()
  }
}

/** @param {{ name: string, outcome: Outcome }} shown */
function describe({ name, outcome: { state, duration: time, detail } }) {
  const section = element('section', {}, element('h3', {}, name))
  const took = state === 'skipped' || time === undefined ? '' : `, ${duration(time)}`
  section.append(element('p', { class: `outcome ${state}` }, `${symbols[state]} ${words[state]}${took}`))
  if (detail?.note !== undefined) section.append(element('p', {}, detail.note))
  if (detail?.reason !== undefined) section.append(fact('Reason', detail.reason))
  for (const id of detail?.ids ?? []) section.append(fact(detail?.reason === 'feature' ? 'Feature' : 'Id', id))
  for (const error of detail?.errors ?? []) section.append(element('pre', {}, error))
  return section
}

/**
 * @param {string} name
 * @param {string} value
 */
function fact(name, value) {
  return element('p', { class: 'fact' }, element('span', { class: 'fact-name' }, name), element('code', {}, value))
}
