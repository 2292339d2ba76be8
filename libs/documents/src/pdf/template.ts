/**
 * The Typst program that draws papers. It is a constant: what people typed comes in as JSON and is shown with `text(…)`,
 * never evaluated, so no value can become markup, read a file or call a function.
 *
 * Page and type follow GB/T 9704-2012 as far as the free fonts go: A4, text area 156 mm × 225 mm, 宋体 for 仿宋, headings in
 * 黑体. A text's lines are justified and never begin or end with a forbidden mark (Typst's own rules for Chinese).
 */
const SERIF = 'Noto Serif SC';
const SANS = 'Noto Sans S Chinese';

const common = `
#let d = json(bytes(sys.inputs.data))
#let serif = ("${SERIF}",)
#let sans = ("${SANS}", "${SERIF}")
#set document(title: d.title, date: none)
#set text(font: serif, lang: "zh", region: "cn", size: 12pt, hyphenate: false)
// Of a very long paper lines are broken one after the other, not weighed against each other: five times as fast.
#set par(justify: true, leading: 0.75em, spacing: 0.75em, linebreaks: if d.large { "simple" } else { auto })
#let side = 0.5pt
// A text, or its parts, between which it may be broken.
#let words(given) = if type(given) == array { given.join(h(0.001pt)) } else { text(given) }
#let mark-header = grid(columns: (1fr, auto), align: (left, right), text(size: 9pt, d.mark.reference),
  if d.mark.at("code", default: none) != none { text(size: 9pt, "校验码 " + d.mark.code) })
#let mark-footer = context {
  set par(justify: false)
  align(center, text(size: 10.5pt, "第" + counter(page).display() + "页 共" + str(counter(page).final().first()) + "页"))
  v(-4pt)
  align(center, text(size: 7.5pt, fill: luma(35%), d.mark.coverage))
}
#let watermark = if d.mark.at("watermark", default: none) != none {
  rotate(-40deg, text(font: sans, size: if d.mark.watermark.len() > 9 { 52pt } else { 110pt }, fill: luma(90%), d.mark.watermark))
}
#let paragraphs(list) = for one in list { par(first-line-indent: (amount: 2em, all: true), words(one)) }
#let side-of(name) = if name == "right" { right } else if name == "center" { center } else { left }
// One table with its heading and its column labels, which every page repeats; a row is not torn unless it fills a page.
#let sheet(label, columns, rows, size) = {
  set text(size: size)
  set par(justify: false, leading: 0.5em)
  table(
    columns: columns.map(c => c.share * 1fr),
    stroke: side, inset: (x: 3pt, y: 5pt),
    align: (x, y) => horizon + if y == 0 or (label != "" and y == 1) { center } else { side-of(columns.at(x).align) },
    table.header(
      ..if label != "" { (table.cell(colspan: columns.len(), text(font: sans, weight: 500, label)),) },
      ..columns.map(c => text(font: sans, weight: 500, words(c.label))),
    ),
    ..rows.map(row => row.map(cell => table.cell(breakable: cell.long, words(cell.text)))).flatten(),
  )
}
`;

const page = (paper: string, margin: string): string => `
#set page(${paper}, margin: (${margin}), header-ascent: 10mm, footer-descent: 8mm, header: mark-header, footer: mark-footer, background: watermark)
`;

export const FORM_TEMPLATE = `${common}${page('paper: "a4"', 'top: 37mm, left: 28mm, right: 26mm, bottom: 35mm')}
#let boxed(body) = block(width: 100%, stroke: side, inset: (x: 8pt, y: 9pt), breakable: true, body)
#let opinion-block(piece) = block(width: 100%, stroke: side, inset: (x: 8pt, y: 9pt), breakable: false, {
  set text(size: 14pt)
  block(width: 100%, height: auto, { paragraphs(piece.paragraphs) })
  v(if piece.paragraphs.len() == 0 { 5em } else { 3em })
  set par(justify: false)
  grid(columns: (1fr, 1fr), align: (left, left), row-gutter: 1.2em,
    if piece.at("signature", default: none) != none { words(piece.signature) } else { [] },
    if piece.at("seal", default: none) != none { text("公　章：" + if piece.seal { "（已盖章）" } else { "" }) } else { [] },
    [],
    if piece.at("date", default: none) != none { text(if piece.date == "" { "　　　　年　　月　　日" } else { piece.date }) } else { [] },
  )
})
#let person(piece) = {
  set text(size: 10.5pt)
  set par(justify: false, leading: 0.5em)
  let widest = calc.max(..piece.rows.map(row => row.len()))
  // Every row fills the width: label, value, label, value … in twenty-fourths.
  table(columns: (2.4fr,) + (1fr,) * 24, stroke: side, inset: (x: 3pt, y: 5pt), align: center + horizon,
    table.cell(rowspan: piece.rows.len(), text(font: sans, weight: 500, piece.label)),
    ..piece.rows.map(row => {
      let unit = calc.quo(24, row.len())
      row.map(cell => {
        let name-span = if cell.label.codepoints().len() <= 2 { 2 } else { 3 }
        (table.cell(colspan: name-span, text(font: sans, weight: 500, size: 9.5pt, cell.label)), table.cell(colspan: unit - name-span, words(cell.value)))
      })
    }).flatten(),
  )
}
#let draw(piece) = {
  if piece.kind == "text" {
    boxed({
      if piece.note != "" { block(spacing: 0.8em, text(size: 10.5pt, fill: luma(30%), piece.note)) }
      set text(size: 14pt)
      if piece.paragraphs.len() == 0 { v(5em) } else { paragraphs(piece.paragraphs) }
    })
  } else if piece.kind == "field" {
    boxed(grid(columns: (auto, 1fr), column-gutter: 1em, text(font: sans, weight: 500, piece.label), words(piece.value)))
  } else if piece.kind == "person" { person(piece) }
  else if piece.kind == "table" { sheet(piece.label, piece.columns, piece.rows, 10.5pt) }
  else { opinion-block(piece) }
}

#v(28mm)
#align(center, { set par(leading: 0.6em, justify: false); for one in d.titleLines { text(font: serif, weight: 700, size: 26pt, one); linebreak() } })
#v(38mm)
#{
  set text(size: 16pt)
  set par(justify: false, leading: 0.55em)
  for row in d.cover {
    pad(x: 6mm, grid(columns: row.map(cell => (auto, cell.share * 1fr)).flatten(), column-gutter: 4pt, align: (left + bottom),
      ..row.map(cell => (text(cell.label), block(width: 100%, stroke: (bottom: side), inset: (x: 3pt, bottom: 3pt), align(left, words(cell.value))))).flatten()))
    v(7mm)
  }
}
#pagebreak()
#for section in d.sections {
  block(above: 1.4em, below: 0.8em, sticky: true, text(font: sans, weight: 500, size: 16pt, section.title))
  set block(spacing: 0pt)
  for piece in section.pieces { draw(piece) }
}
`;

export const ROLL_TEMPLATE = `${common}${page('paper: "a4", flipped: true', 'top: 28mm, left: 25mm, right: 25mm, bottom: 26mm')}
#align(center, text(font: serif, weight: 700, size: 22pt, d.title))
#v(4mm)
#grid(columns: (1fr, auto), align: (left + bottom, right + bottom), { set par(justify: false); text(size: 14pt, d.header.value + "　" + d.header.label) }, text(size: 10.5pt, d.remark))
#v(1mm)
#sheet("", d.columns, d.rows, 10.5pt)
`;
