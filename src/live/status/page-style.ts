// The style of the status page: the palette and the calm of the report pages.

export const pageStyle: string = `
:root {
  --page: #ffffff; --raised: #f4f6f8; --line: #d5dbe1; --text: #1b2127; --quiet: #55606b; --accent: #0b57d0;
  --passed: #00695a; --passed-bar: #2a9d8a; --failed: #a62b00; --failed-fill: #fde3d7; --failed-text: #7c2100;
  --failed-bar: #c8430d; --skipped: #575a86; --skipped-bar: #b9bbd6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181d; --raised: #1c2229; --line: #333d48; --text: #e3e8ed; --quiet: #9da9b5; --accent: #8ab8ff;
    --passed: #5fcbb4; --passed-bar: #2f9583; --failed: #ff9a70; --failed-fill: #4a2113; --failed-text: #ffc5ac;
    --failed-bar: #ff8d5e; --skipped: #b0b3de; --skipped-bar: #5b5e87;
  }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body {
  max-width: 1080px; margin: 0 auto; padding: 12px 16px 32px;
  background: var(--page); color: var(--text); font: 13px / 1.45 system-ui, sans-serif;
}
h1, h2, p, dl, dd { margin: 0; font-size: inherit; }
h1 { font-size: 17px; }
h2 { font-size: 15px; }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; padding-bottom: 12px; }
header p, dt, .quiet { color: var(--quiet); }
article { padding: 12px 0 16px; border-top: 1px solid var(--line); }
.title { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
.state { font-weight: 600; }
.good { color: var(--passed); }
.bad { color: var(--failed); }
.idle { color: var(--skipped); }
.alarm {
  margin-top: 8px; padding: 6px 10px; border-left: 3px solid var(--failed-bar);
  background: var(--failed-fill); color: var(--failed-text);
}
.history { display: block; width: 100%; height: 40px; margin: 10px 0 2px; }
.history .good { fill: var(--passed-bar); }
.history .bad { fill: var(--failed-bar); }
.history .idle { fill: var(--skipped-bar); }
.history .ground { fill: var(--raised); }
dl { display: flex; flex-wrap: wrap; gap: 6px 28px; margin-top: 10px; }
dd { font-variant-numeric: tabular-nums; }
details { margin-top: 10px; }
summary { cursor: pointer; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
pre {
  overflow: auto; margin: 8px 0 0; padding: 8px 10px; border: 1px solid var(--line); border-radius: 4px;
  background: var(--raised); font: 12px / 1.5 ui-monospace, "DejaVu Sans Mono", monospace;
}
.error { white-space: pre-wrap; overflow-wrap: anywhere; }
`
