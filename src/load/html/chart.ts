// Line charts as SVG.
import { escapeHtml } from '../../report/html/index.ts'

/** One line of a chart. */
export interface Series {
  readonly name: string
  /** In ascending order of `x`; a gap is `undefined`. */
  readonly points: readonly { readonly x: number; readonly y: number | undefined }[]
}

/** What is drawn. */
export interface ChartOptions {
  readonly title: string
  readonly series: readonly Series[]
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
  /** Where the axis of x has marks; default five, evenly spaced. */
  readonly marksX?: readonly number[]
}

const width = 720
const height = 220
const left = 64
const bottom = 28
const top = 10
const right = 12

/** A chart as a figure with a title and a legend. */
export function chart({ title, series, formatX, formatY, marksX }: ChartOptions): string {
  const points = series.flatMap((one) => one.points)
  const values = points.flatMap(({ y }) => (y === undefined ? [] : [y]))
  if (values.length === 0) return ''
  const [from, to] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))]
  const most = niceMaximum(Math.max(...values))
  const px = (x: number): number => round(left + ((x - from) / (to - from || 1)) * (width - left - right))
  const py = (y: number): number => round(height - bottom - (y / most) * (height - top - bottom))
  const lines = series.map(
    (one, index) =>
      `<path class="line s${index}" d="${path(one, px, py)}"><title>${escapeHtml(one.name)}</title></path>`,
  )
  const marksY = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most)
  const rows = marksY.map(
    (y) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${py(y)}" y2="${py(y)}"/><text class="y" x="${left - 8}" y="${py(y) + 4}">${escapeHtml(formatY(y))}</text>`,
  )
  const columns = (marksX ?? [0, 0.25, 0.5, 0.75, 1].map((share) => from + share * (to - from))).map(
    (x) => `<text class="x" x="${px(x)}" y="${height - 8}">${escapeHtml(formatX(x))}</text>`,
  )
  const legend = series.map((one, index) => `<span class="key s${index}">${escapeHtml(one.name)}</span>`)
  return `<figure><figcaption>${escapeHtml(title)} ${legend.join(' ')}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${[...rows, ...columns, ...lines].join('')}</svg></figure>`
}

function path({ points }: Series, px: (x: number) => number, py: (y: number) => number): string {
  let isDrawing = false
  const commands: string[] = []
  for (const { x, y } of points) {
    if (y !== undefined) commands.push(`${isDrawing ? 'L' : 'M'}${px(x)} ${py(y)}`)
    isDrawing = y !== undefined
  }
  // A single point is a dot, by its round cap.
  return commands.length === 1 ? `${commands[0]}h0.1` : commands.join('')
}

/** The next of 1, 2, 5 times a power of ten. */
function niceMaximum(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
