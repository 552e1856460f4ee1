/**
 * The one Typst program of every PDF: it reads a paper from `sys.inputs` (see `typstData`) and has no words of its own. Typst tags the
 * PDF and makes its outline from the headings.
 */
export const TYPST_TEMPLATE = String.raw`
#let paper = json(bytes(sys.inputs.paper))
#let rtl = paper.dir == "rtl"
#let direction-of(name) = if name == "rtl" { direction.rtl } else { direction.ltr }
#let script-fonts = (zh: ("Noto Serif SC", "Amiri"), ar: ("Amiri", "Libertinus Serif", "Noto Serif SC"))
#let fonts = script-fonts.at(paper.lang, default: ("Libertinus Serif", "Amiri", "Noto Serif SC"))
#let slanted = paper.lang not in ("ar", "fa", "ur", "he", "zh", "ja", "ko")
#let insert-colour = rgb("#005a8f")
#let delete-colour = rgb("#a63f00")
#let quiet = rgb("#444444")

#set document(title: paper.title, author: "Travaux", date: datetime(year: paper.year, month: paper.month, day: paper.day))
#set text(font: fonts, lang: paper.lang, dir: direction-of(paper.dir), size: 11pt)
#let gap = 1.05em
#set par(justify: true, leading: 0.7em, spacing: gap)
#set page(
  paper: "a4",
  margin: 2.5cm,
  header: context if counter(page).get().first() > 1 {
    set text(size: 8.5pt, fill: quiet, lang: paper.frame.lang, dir: direction-of(paper.frame.dir))
    align(start, paper.head.slice(0, 2).join(" · "))
  },
  footer: context {
    set text(size: 8.5pt)
    align(center, counter(page).display("1 / 1", both: true))
  },
)
#show heading: set text(size: 11pt, weight: "bold")
#show heading: set block(above: 1.8em, below: 0.9em, sticky: true)
#show heading: set align(center)
#show heading: set par(justify: false)

#let emphasis(body) = if slanted { emph(body) } else { body }
#let changed(op, body) = if op == "i" {
  underline(text(fill: insert-colour, body))
} else if op == "d" {
  strike(text(fill: delete-colour, body))
} else { body }
#let run(r) = {
  let body = r.t.split("\n").map(part => text(part)).join(linebreak())
  if "s" in r { body = super(body) }
  if "e" in r { body = emphasis(body) }
  if "b" in r { body = strong(body) }
  changed(r.at("o", default: "k"), body)
}
#let runs(list) = list.map(run).join()
#let words(line) = {
  runs(line.r)
  if "end" in line { changed(line.end, "¶") }
}
#let labelled(line) = {
  if line.n.len() > 0 {
    runs(line.n)
    if line.r.len() > 0 { " " }
  }
  words(line)
}
#let step = 1cm
#let indented(by, body) = if rtl { pad(right: by, body) } else { pad(left: by, body) }
#let line-block(line) = {
  let level = line.level
  if level > 0 and line.n.len() > 0 {
    indented((level - 1) * step, par(hanging-indent: step, {
      let short = line.n.map(r => r.t).join().clusters().len() < 5
      if short { box(width: step, runs(line.n)) } else { runs(line.n); h(0.6em) }
      words(line)
    }))
  } else if level > 0 {
    indented((level - 1) * step, par(labelled(line)))
  } else if line.look == "Note" {
    text(size: 9pt, par(hanging-indent: step, labelled(line)))
  } else if line.look == "Recital" and not line.at("cell", default: false) {
    par(first-line-indent: (amount: step, all: true), labelled(line))
  } else if line.look == "Preamble" {
    par(emphasis(labelled(line)))
  } else {
    par(labelled(line))
  }
}
#let sizes = (title: 15pt, part: 13pt, chapter: 13pt, annex: 13pt, section: 12pt, subsection: 11.5pt)
#let heading-words(block) = {
  set text(size: if block.at("cell", default: false) { 11pt } else { sizes.at(block.h, default: 11pt) })
  block.lines.map(line => {
    if line.look == "articleNumber" { text(weight: "regular", emphasis(labelled(line))) } else { labelled(line) }
  }).join(linebreak())
}
#let in-frame(frame, body) = text(lang: frame.lang, dir: direction-of(frame.dir), body)
#let framed(body) = in-frame(paper.frame, body)
#let apart(body) = block(width: 100%, above: gap, below: gap, body)
#let on-one-page(body) = { show table: set block(breakable: false); body }
#let show-block(block) = {
  let cell = block.at("cell", default: false)
  if block.k == "line" { line-block(block) }
  else if block.k == "heading" {
    if cell { align(center, par(justify: false, strong(heading-words(block)))) } else { heading(level: block.l, heading-words(block)) }
  } else if block.k == "caption" { framed(heading(level: block.l, text(size: 13pt, block.t))) }
  else if block.k == "words" {
    let body = runs(block.r)
    let framed(body) = if block.at("in") == none { body } else { in-frame(block.at("in"), body) }
    if block.role == "location" { framed(align(center, strong(body))) }
    else if block.role == "justification" { par(emphasis(body)) }
    else { framed(par(justify: false, text(fill: quiet, emph(body)))) }
  } else if block.k == "instruction" {
    apart({
      set par(justify: false, spacing: 0.7em)
      for (index, line) in block.lines.enumerate() {
        let body = indented(line.depth * step, par(line.t))
        if index == 0 { in-frame(block.at("in"), body) } else { body }
      }
    })
  } else if block.k == "facts" {
    framed({
      set par(justify: false)
      for (name, value) in block.facts { par({ strong(name + block.colon); value }) }
    })
  } else if block.k == "columns" {
    set par(justify: false)
    let page-wise = if block.short { on-one-page } else { body => body }
    page-wise(table(
      columns: (1fr, 1fr),
      inset: 7pt,
      stroke: 0.5pt + rgb("#888888"),
      align: start,
      table.header(..block.heads.map(head => framed(align(center, emph(head))))),
      ..block.cells.map(inner => inner.map(show-block).join()),
    ))
  } else if block.k == "page" { pagebreak(weak: true) }
}

#framed({
  set text(size: 9pt, fill: quiet)
  set par(justify: false, spacing: 0.5em)
  for (index, entry) in paper.head.enumerate() { par(if index == 0 { strong(entry) } else { entry }) }
  line(length: 100%, stroke: 0.5pt + rgb("#888888"))
})
#for shown in paper.blocks {
  if shown.at("leads", default: false) { block(width: 100%, sticky: true, show-block(shown)) } else { show-block(shown) }
}
`
