// The key / goes to the search box, as on many sites of code.

/** @param {HTMLInputElement} search */
export function focusOnSlash(search) {
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return
    event.preventDefault()
    search.focus()
    search.select()
  })
}
