"""The style sheet of a pack: on screen light and dark, on paper A4. It asks for no font and no picture."""

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --ground: #fcfbf8; --card: #ffffff; --ink: #1a2028; --soft: #535d69; --rule: #c3cad3;
  --accent: #0a57b0; --late: #8e0f22; --soon: #6f5206; --good: #00714f; --fill: #e6eef8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11151b; --card: #171d26; --ink: #dce3ea; --soft: #98a4b2; --rule: #3a4657;
    --accent: #74b0ff; --late: #fa6c72; --soon: #f9c855; --good: #38ddb2; --fill: #1e2836;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
header { border-bottom: 3px solid var(--accent); padding-bottom: 1.25rem; margin-bottom: 2rem; }
.kind { margin: 0; color: var(--accent); font-weight: 600; }
h1 { margin: .1rem 0 .4rem; font-size: 2.25rem; line-height: 1.15; letter-spacing: -.02em; }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.3rem; line-height: 1.25; letter-spacing: -.01em; }
h3 { margin: 0 0 .4rem; font-size: 1rem; }
p { margin: 0 0 .75rem; }
.when { font-size: 1.15rem; margin-bottom: .5rem; }
.soft, small { color: var(--soft); }
small { font-size: .875rem; }
ol, ul { margin: 0; padding-left: 1.3rem; }
li { margin: .3rem 0; }
.ask {
  background: var(--fill); border-left: 4px solid var(--accent); border-radius: 0 8px 8px 0; padding: 1rem 1.25rem;
}
.ask h2 { margin-top: 0; }
.ask li { font-size: 1.1rem; font-weight: 500; }
.people { display: flex; flex-wrap: wrap; gap: .5rem 2rem; list-style: none; padding: 0; }
.people li { margin: 0; min-width: 11rem; }
.people b { display: block; }
.three { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; margin-bottom: 1.25rem; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .9rem 1.1rem; }
.card ul { padding-left: 1.1rem; }
.count { color: var(--soft); font-weight: 400; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--rule); }
thead th { color: var(--soft); font-size: .875rem; font-weight: 600; border-bottom-width: 2px; white-space: nowrap; }
tbody th { font-weight: 600; min-width: 9rem; }
td { min-width: 6.5rem; }
td:last-child, th:last-child { padding-right: 0; }
.day, .num { white-space: nowrap; }
.big { font-size: 1.1rem; font-weight: 600; white-space: nowrap; }
.bar { display: block; width: 8rem; height: .5rem; margin-top: .35rem; border-radius: .25rem; background: var(--rule); }
.bar span { display: block; height: 100%; border-radius: .25rem; background: var(--accent); min-width: 2px; }
.late, .worse { color: var(--late); font-weight: 600; }
.soon { color: var(--soon); font-weight: 600; }
.good, .better { color: var(--good); font-weight: 600; }
.new {
  color: var(--accent); border: 1px solid var(--accent); border-radius: 4px; padding: 0 .35rem; font-size: .8rem;
  font-weight: 600;
}
.notes { list-style: none; padding: 0; }
.notes li { padding: .55rem 0; border-bottom: 1px solid var(--rule); margin: 0; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: .875rem; }
@page { size: A4; margin: 16mm 15mm 18mm; }
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --card: #ffffff; --ink: #000000; --soft: #444b55; --rule: #b5bcc5;
    --accent: #0a57b0; --late: #8e0f22; --soon: #6f5206; --good: #00714f; --fill: #eef3fa;
  }
  body { font-size: 10pt; line-height: 1.4; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 22pt; }
  h2 { font-size: 13pt; margin-top: 16pt; break-after: avoid; }
  h3, caption, thead { break-after: avoid; }
  tr, li, .card, .ask { break-inside: avoid; }
  .wide { overflow: visible; }
  th, td { padding: 4pt 8pt 4pt 0; }
}
"""
"""Colours keep 4.5 : 1 on their grounds in both themes."""
