/**
 * The look of an HTML file: a treaty's page on paper, one column on a telephone. Insertions are underlined and deletions struck
 * through, in colours that the colour-blind tell apart (Okabe and Ito) and that keep 4.5:1 on white.
 */
export const STYLE = `
:root{color-scheme:light;--insert:#005a8f;--delete:#a63f00}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:46rem;background:#fff;color:#111;font:1.0625rem/1.55 "Times New Roman",Tinos,"Noto Serif",Amiri,"Songti SC",SimSun,serif;overflow-wrap:break-word}
header{margin-bottom:2rem;padding-bottom:.75rem;border-bottom:1px solid #888;font-size:.875rem;color:#444}
header p,header h1{margin:0 0 .25rem;font-size:inherit;text-align:start}
header .name{font-weight:bold;color:#111}
header h1.name{font-size:1.25rem}
h1,h2,h3,h4,h5,h6{font-size:1rem;text-align:center;margin:1.75rem 0 .5rem;break-after:avoid;line-height:1.35}
h1.title{font-size:1.4rem;margin:2rem 0}
h1.part,h2.part,h2.chapter,h3.chapter,.annex{font-size:1.15rem}
.articleNumber{font-weight:normal;font-style:italic}
:lang(ar) .articleNumber,:lang(zh) .articleNumber{font-style:normal}
p{margin:0 0 .6rem;text-align:justify;hyphens:auto;orphans:2;widows:2;white-space:pre-wrap}
p.instruction,p.remark,p.absent,p.legend,header p,td p{text-align:start}
.Level1,.Recital{text-indent:0}
.Level2,.Level2Unnumbered{margin-inline-start:2rem}
.Level3,.Level3Unnumbered{margin-inline-start:4rem}
.Level4,.Level4Unnumbered{margin-inline-start:6rem}
.Preamble{font-style:italic}
:lang(ar) .Preamble,:lang(zh) .Preamble{font-style:normal}
:lang(ar) td em,:lang(zh) td em{font-style:normal}
.Note{font-size:.875rem}
.Closing{margin-top:1.25rem}
.label{display:inline-block;min-width:1.75rem}
ins{color:var(--insert);text-decoration:underline}
del{color:var(--delete);text-decoration:line-through}
.mark{font-weight:normal}
.location{font-weight:bold}
.justification{font-style:italic}
p.location{text-align:center;break-after:avoid}
.instruction{unicode-bidi:plaintext}
.absent,.remark{font-style:italic;color:#444}
.legend{font-size:.875rem;color:#444}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0 1rem}
dt{font-weight:bold}
dd{margin:0}
table{width:100%;border-collapse:collapse;table-layout:fixed;margin:.75rem 0 1rem}
th,td{border:1px solid #888;padding:.5rem .6rem;vertical-align:top;text-align:start}
th{font-style:italic;font-weight:normal;text-align:center}
td{mso-number-format:"\\@"}
td .Level2,td .Level2Unnumbered{margin-inline-start:1rem}
td .Level3,td .Level3Unnumbered{margin-inline-start:2rem}
td .Level4,td .Level4Unnumbered{margin-inline-start:3rem}
td h2,td h3,td h4,td h5,td h6{margin-top:.25rem}
.page{break-before:page}
@media screen and (max-width:32rem){body{padding:1rem .9rem 3rem}.Level2,.Level2Unnumbered{margin-inline-start:1.25rem}.Level3,.Level3Unnumbered{margin-inline-start:2.5rem}.Level4,.Level4Unnumbered{margin-inline-start:3.75rem}dl{grid-template-columns:1fr}th,td{padding:.35rem}}
@media print{@page{size:A4;margin:2.5cm}body{max-width:none;padding:0;font-size:11pt}header{break-after:avoid}thead{display:table-header-group}}
`.trim()
