/** The style sheet of the report: light or dark as the system is set, also for print and phones. */
import { armVariables } from "./theme.ts";

const LIGHT =
  "--text:#1b2330;--muted:#556070;--grid:#d5dae2;--panel:#fff;--page:#f4f6f9;--accent:#0b63c4;--warn:#8a3b00";
const DARK =
  "--text:#e8ecf2;--muted:#a5b0bf;--grid:#3b4454;--panel:#161c26;--page:#0e131b;--accent:#6cb4ff;--warn:#ffb27a";

export const STYLE = `
:root{color-scheme:light dark;${LIGHT};${armVariables("light")}}
@media (prefers-color-scheme:dark){:root{${DARK};${armVariables("dark")}}}
@media print{:root{${LIGHT};${armVariables("light")}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 Inter,system-ui,"Segoe UI",Roboto,Arial,sans-serif}
main{max-width:1056px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em}
h2{font-size:1.25rem;margin:0 0 10px}
p{margin:8px 0}
a{color:var(--accent)}
.lead{color:var(--muted);margin:0 0 20px}
section{background:var(--panel);border:1px solid var(--grid);border-radius:12px;padding:20px 24px;margin:18px 0}
li{margin:6px 0;max-width:80ch}
section>p{max-width:80ch}
.preliminary{display:inline-block;border:2px solid var(--warn);color:var(--warn);border-radius:8px;padding:2px 10px;font-weight:700;margin:0 0 12px}
figure{margin:12px 0}
figure svg{display:block;width:100%;height:auto}
figcaption{color:var(--muted);font-size:.9rem}
.narrow{display:none}
.scroll{overflow-x:auto;margin:12px 0}
.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding:0 0 6px}
th,td{text-align:left;padding:6px 12px 6px 0;border-bottom:1px solid var(--grid);vertical-align:top}
thead th{font-weight:600;color:var(--muted)}
tbody th{font-weight:600;white-space:nowrap}
td{white-space:nowrap}
pre{overflow-x:auto;background:var(--page);border:1px solid var(--grid);border-radius:8px;padding:10px 12px;margin:10px 0;white-space:pre-wrap;overflow-wrap:anywhere;font:.88rem/1.5 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:10px 0}
dt{color:var(--muted)}
dd{margin:0}
summary{cursor:pointer;margin:10px 0;font-weight:600}
@media (max-width:700px){main{padding:20px 12px 48px}section{padding:16px 14px;border-radius:10px}h1{font-size:1.5rem}
.wide{display:none}.narrow{display:block}dl{grid-template-columns:1fr}dt{margin-top:6px}}
@media print{body{background:none}section{break-inside:avoid}}
`.trim();
