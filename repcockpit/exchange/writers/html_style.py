"""The style sheet of reports: that of the pack, with charts, wide tables and landscape paper."""

from typing import Final

from repcockpit.exchange.writers.pack_style import STYLE as PACK_STYLE

STYLE: Final = (
    PACK_STYLE.replace("@page { size: A4;", "@page { size: A4 landscape;")
    + """
main { max-width: 90rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
a { color: var(--accent); }
h2 { scroll-margin-top: 1rem; }
.wide:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
thead th { padding-right: 1rem; white-space: normal; vertical-align: bottom; }
tbody th, td { min-width: 0; overflow-wrap: break-word; max-width: 26rem; }
td { font-size: .9375rem; }
th.num, td.num { text-align: right; white-space: nowrap; }
th.day, td.day { white-space: nowrap; }
td.long { min-width: 18rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1.25rem 2rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
figure { margin: 0; break-inside: avoid; }
figure.large { grid-column: 1 / -1; max-width: 48rem; }
figcaption { font-weight: 600; margin-bottom: .35rem; }
svg { display: block; width: 100%; height: auto; }
figure.small svg { max-width: 18rem; }
svg text { fill: var(--ink); font-size: 13px; font-variant-numeric: tabular-nums; }
svg .ink { fill: var(--accent); }
svg .track { fill: var(--fill); }
svg .line { fill: none; stroke: var(--accent); stroke-width: 2; }
svg .rule { stroke: var(--rule); stroke-width: 1; }
@media print {
  nav { display: none; }
  th, td, th.day, td.day, thead th, td.long {
    font-size: 7pt; padding: 2pt 4pt 2pt 0; white-space: normal; min-width: 0; overflow-wrap: anywhere;
  }
}
"""
)
"""One text, for the page asks for nothing."""
