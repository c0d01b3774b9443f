// The script of the status page: asks for the state every two seconds, and draws what has changed. Whatever comes from tests goes in
// as text, never as markup.

export const pageScript: string = String.raw`
const every = 2000
const stateMarks = { PASS: '✓', FAIL: '✗', ERROR: '✗', TIMEOUT: '✗', STALL: '…', INIT: '–', SKIP: '–' }
const kinds = { pass: 'good', fail: 'bad', error: 'bad', timeout: 'bad', skip: 'idle', expired: 'idle', cancelled: 'idle' }
const kindOfState = (state) => state === 'PASS' ? 'good' : state === 'INIT' || state === 'SKIP' ? 'idle' : 'bad'

function element(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children)
}

function drawn(tag, attributes, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

function duration(milliseconds) {
  if (milliseconds === undefined) return '–'
  if (Math.abs(milliseconds) < 1000) return Math.round(milliseconds * 10) / 10 + ' ms'
  return Math.round(milliseconds / 10) / 100 + ' s'
}

function timeOf(at) {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

function historyOf(history) {
  const width = Math.max(history.length, 30)
  const runtimes = history.filter((one) => kinds[one.outcome] === 'good').map((one) => one.runtime).sort((a, b) => a - b)
  // One that took very long would make all others flat.
  const longest = Math.min(runtimes.at(-1) ?? 1, 4 * (runtimes[Math.floor(runtimes.length / 2)] ?? 1)) || 1
  const heights = { good: (one) => Math.min(28, Math.max(4, 28 * one.runtime / longest)), bad: () => 40, idle: () => 4 }
  const failures = history.filter((one) => kinds[one.outcome] === 'bad').length
  const bars = history.map((one, index) => {
    const kind = kinds[one.outcome]
    const height = heights[kind](one)
    const bar = drawn('rect', { class: kind, x: index + 0.1, y: 40 - height, width: 0.8, height })
    bar.append(drawn('title', {}, one.outcome + ', ' + duration(one.runtime) + ', ' + timeOf(one.endedAt)))
    return bar
  })
  const label = 'The last ' + history.length + ' tests, of which ' + failures + ' failed'
  const ground = drawn('rect', { class: 'ground', x: 0, y: 39, width, height: 1 })
  const box = { class: 'history', viewBox: '0 0 ' + width + ' 40', preserveAspectRatio: 'none', role: 'img' }
  return drawn('svg', { ...box, 'aria-label': label }, ground, ...bars)
}

function facts(pairs) {
  return element('dl', {}, ...pairs.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value))))
}

function failureOf(one, isOpen) {
  const failure = one.lastFailure
  if (failure === undefined) return []
  const error = failure.error
  const steps = failure.steps.map((step) =>
    ('+' + duration(step.at - failure.startedAt)).padStart(12) + '  ' + step.text +
    (step.duration === undefined ? '' : ' (' + duration(step.duration) + ')')).join('\n')
  const signals = failure.signals.map((signal) =>
    signal.signal + ': ' + duration(signal.latency) + (signal.consumed ? '' : ', not taken')).join('\n')
  const parts = [
    element('pre', { class: 'error' }, error === undefined ? failure.outcome : error.name + ': ' + error.message),
    ...[steps, signals, one.diagram].filter(Boolean).map((text) => element('pre', {}, text)),
  ]
  const summary = element('summary', {}, 'Last failure: ' + failure.outcome + ' at ' + timeOf(failure.endedAt))
  return [element('details', { id: 'failure-' + one.name, ...(isOpen && { open: '' }) }, summary, ...parts)]
}

function caseOf(one, isOpen) {
  const totals = Object.entries(one.totals).filter(([, count]) => count > 0)
  const mark = element('span', { class: 'state ' + kindOfState(one.state) }, stateMarks[one.state] + ' ' + one.state)
  const alarms = one.alarms.map((alarm) =>
    element('p', { class: 'alarm', role: 'alert' }, alarm.message + ' Since ' + timeOf(alarm.since) + '.'))
  return element('article', {},
    element('div', { class: 'title' }, element('h2', {}, one.name), mark),
    ...alarms,
    ...(one.history.length === 0 ? [] : [historyOf(one.history)]),
    facts([
      ['tests', totals.map(([outcome, count]) => count + ' ' + outcome).join(', ') || 'none yet'],
      ['median runtime', duration(one.medians.runtime)],
      ['median interval', duration(one.medians.frequency)],
      ...Object.entries(one.medians.signals).map(([name, value]) => ['median of signal ' + name, duration(value)]),
      ...Object.entries(one.skews).map(([name, value]) => ['clock of ' + name, 'ahead by ' + duration(value)]),
    ]),
    ...failureOf(one, isOpen))
}

function draw(status) {
  const open = new Set([...document.querySelectorAll('details[open]')].map((one) => one.id))
  const focused = document.activeElement?.closest('details')?.id
  document.title = (status.healthy ? '✓ ' : '✗ ') + status.name
  document.querySelector('h1').textContent = status.name
  const health = document.querySelector('#health')
  health.className = 'state ' + (status.healthy ? 'good' : 'bad')
  health.textContent = status.healthy ? '✓ healthy' : '✗ alarm'
  const problems = Object.entries(status.problems).filter(([, count]) => count > 0)
  document.querySelector('#problems').textContent = problems.map(([name, count]) => count + ' ' + name).join(', ')
  document.querySelector('main').replaceChildren(...status.cases.map((one) => caseOf(one, open.has('failure-' + one.name))))
  if (focused) document.getElementById(focused)?.querySelector('summary').focus()
}

async function update() {
  const seen = document.querySelector('#seen')
  try {
    const response = await fetch('status.json', { signal: AbortSignal.timeout(every * 2) })
    const status = await response.json()
    draw(status)
    seen.className = ''
    seen.textContent = 'as of ' + timeOf(status.at) + ' UTC'
    document.documentElement.dataset.state = 'ready'
  } catch {
    seen.className = 'bad'
    seen.textContent = 'The live check does not answer any more; this is what it said last.'
  }
  setTimeout(update, every)
}

void update()
`
