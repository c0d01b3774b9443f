// The style of the page: calm, light or dark as the reader has it, and no request to anywhere. Lines differ in more than colour.

/** The content of its style element. */
export const style = `
:root { color-scheme: light dark; --fg: #1d2733; --bg: #fcfcfa; --muted: #667080; --rule: #dcdfe4; --bad: #b3261e; --good: #1b6e3c;
  --s0: #2563a8; --s1: #b4530a; --s2: #6b3fa0; --s3: #2f7d55; }
@media (prefers-color-scheme: dark) { :root { --fg: #dfe4ea; --bg: #15191e; --muted: #8d98a6; --rule: #2c343d; --bad: #f2877f; --good: #71c795;
  --s0: #7db4f0; --s1: #f0a35e; --s2: #bd9cf0; --s3: #7fd0a5; } }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--fg); background: var(--bg); }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { margin: .3rem 0; } .muted, figcaption { color: var(--muted); } .bad { color: var(--bad); } .good { color: var(--good); }
.scroll { overflow-x: auto; } .scroll:focus-visible { outline: 2px solid var(--s0); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--rule); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } td.text { text-align: left; white-space: normal; } thead th { font-weight: 600; } tbody th { font-weight: normal; }
figure { margin: 1rem 0; } figcaption { font-size: .9rem; } svg { width: 100%; height: auto; display: block; }
.grid { stroke: var(--rule); } svg text { fill: var(--muted); font-size: 11px; } .y { text-anchor: end; } .x { text-anchor: middle; }
.line { fill: none; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
.key::before { content: ""; display: inline-block; width: 1.6em; margin: 0 .3em .25em .6em; border-top: 2px solid currentColor; }
.key.s1::before { border-top-style: dashed; } .key.s2::before { border-top-style: dotted; } .key.s3::before { border-top-style: double; }
path.s1 { stroke-dasharray: 8 4; } path.s2 { stroke-dasharray: 2 4; } path.s3 { stroke-dasharray: 8 3 2 3; }
path.s0 { stroke: var(--s0); } path.s1 { stroke: var(--s1); } path.s2 { stroke: var(--s2); } path.s3 { stroke: var(--s3); }
.key.s0 { color: var(--s0); } .key.s1 { color: var(--s1); } .key.s2 { color: var(--s2); } .key.s3 { color: var(--s3); }
`
