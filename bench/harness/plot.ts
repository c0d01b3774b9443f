// A cost over a range as SVG: sizes on a logarithmic axis, costs from zero, a bar from the least to the most.
import { short } from './numbers.ts'
import type { Growth } from './result.ts'

const width = 360
const height = 200
const margin = { left: 60, right: 20, top: 15, bottom: 40 }

/** One curve. */
export function plot({ points, unit, of }: Growth): string {
  const most = Math.max(...points.map((point) => point.most), Number.MIN_VALUE)
  const logs = points.map(({ at }) => Math.log(at))
  const [first = 0, last = 1] = [logs.at(0), logs.at(-1)]
  const x = (index: number): number => {
    const along = ((logs[index] as number) - first) / (last - first || 1)
    return margin.left + along * (width - margin.left - margin.right)
  }
  const y = (cost: number): number => height - margin.bottom - (cost / most) * (height - margin.top - margin.bottom)
  const line = points.map(({ cost }, index) => `${x(index)},${y(cost)}`).join(' ')
  const marks = points.map((point, index) => {
    const at = x(index)
    return `<path d="M${at} ${y(point.least)}V${y(point.most)}" opacity=".4"/><circle cx="${at}" cy="${y(point.cost)}" r="3" fill="currentColor"/>
<text x="${at}" y="${height - margin.bottom + 16}" text-anchor="middle">${point.at.toLocaleString('en')}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-size="11" fill="currentColor" stroke="none">
<g stroke="currentColor" fill="none"><path d="M${margin.left} ${margin.top}V${height - margin.bottom}H${width - margin.right}" opacity=".4"/><polyline points="${line}"/></g>
<g stroke="currentColor">${marks.join('\n').replaceAll('<text', '<text stroke="none"')}</g>
<text x="${margin.left - 6}" y="${margin.top + 4}" text-anchor="end">${short(most)}</text>
<text x="${margin.left - 6}" y="${height - margin.bottom}" text-anchor="end">0 ${unit}</text>
<text x="${width - margin.right}" y="${height - 8}" text-anchor="end">${of}</text>
</svg>`
}
