// The report as one HTML file: the tables, and a plot of every cost that was measured over a range.
import { html, type Markup, trusted } from '../../src/report/html/markup.ts'
import type { Machine } from './machine.ts'
import { quantity, short } from './numbers.ts'
import { plot } from './plot.ts'
import type { Report } from './report.ts'
import type { BenchResult, Comparison } from './result.ts'

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% } td, th { border-bottom: 1px solid #8884; padding: .3rem .6rem; text-align: left }
  td + td { font-variant-numeric: tabular-nums; white-space: nowrap } figure { display: inline-block; margin: 1rem 1rem 0 0 }
  svg { max-width: 100%; height: auto } figcaption { max-width: 22rem }
`

/** A page that needs no other file and no script. */
export function renderPage({ machine, benchmarks }: Report): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Benchmarks</title>
<style>${trusted(style)}</style>
<h1>Benchmarks</h1>
<p>${machineLine(machine)}</p>
${Object.entries(benchmarks).map(section)}
</html>`.markup
}

function section([name, { about, comparisons, growth = {}, notes = [] }]: [string, BenchResult]): Markup {
  return html`<h2>${name}</h2>
<p>${prose(about)}</p>
<table>${Object.values(comparisons).map(row)}</table>
${Object.values(growth).map((grown) => html`<figure>${trusted(plot(grown))}<figcaption>${grown.what}</figcaption></figure>`)}
${notes.map((note) => html`<p>${prose(note)}</p>`)}`
}

function row({ what, than, unit, ours, theirs, ratio, least, most }: Comparison): Markup {
  return html`<tr><td>${prose(`${what}; beside ${than}`)}</td><td>${quantity(ours, unit)}</td><td>${quantity(theirs, unit)}</td>
<td><b>${short(ratio)}</b></td><td>${short(least)} to ${short(most)}</td></tr>`
}

function machineLine({ at, cpu, cores, memory, node, kernel }: Machine): string {
  return `${at}: ${cpu}, ${cores} cores, ${short(memory / 1024 ** 3)} GiB, Node ${node}, ${kernel}.`
}

/** Text with code between backticks. */
function prose(text: string): Markup[] {
  return text.split('`').map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))
}
