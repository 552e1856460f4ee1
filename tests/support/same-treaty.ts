import { build } from '@travaux/shared/model'
import { printPdf } from '../../server/src/render/pdf.ts'
import { formInput, printedPaper } from './forms.ts'
import { placedPdf } from './placed-pdf.ts'
import { para, run, wordFile } from './parse-docx.ts'

/** One small treaty in every format that is read. */
export const LINES = ['A Convention', 'Article 1', 'Scope', '1. Each Party shall act.']

/** What stands below its title. */
export const SAME_PROVISIONS = [
  { kind: 'article', number: '1', heading: 'Scope', level: 0 },
  { kind: 'paragraph', number: '1', text: 'Each Party shall act.', level: 1 },
]

type Content = string | Uint8Array

export const SAME_TREATY: readonly [format: string, name: string, file: () => Content | Promise<Content>][] = [
  ['plain text', 'a.txt', () => LINES.join('\n\n')],
  ['Markdown', 'a.md', () => '# A Convention\n\n## Article 1\n\nScope\n\n1. Each Party shall act.'],
  ['a web page', 'a.html', () => `<!doctype html><html>${LINES.map((line) => `<p>${line}</p>`).join('')}</html>`],
  ['Word', 'a.docx', () => wordFile({ body: LINES.map((line) => para(run(line))).join('') })],
  ['a PDF', 'a.pdf', () => placedPdf([LINES.map((line, index) => ({ x: 72, y: 90 + 30 * index, text: line }))])],
  ['Akoma Ntoso 2', 'a2.xml', () => akn('http://www.akomantoso.org/2.0', 'id')],
  ['Akoma Ntoso 3', 'a3.xml', () => akn('http://docs.oasis-open.org/legaldocml/ns/akn/3.0', 'eId')],
]

/** `id` is the attribute that names a provision. */
const akn = (namespace: string, id: string): string =>
  `<akomaNtoso xmlns="${namespace}"><act contains="originalVersion"><meta/><body><article ${id}="scope"><num>Article 1</num><heading>Scope</heading><paragraph ${id}="scope-first"><num>1.</num><content><p>Each Party shall act.</p></content></paragraph></article></body></act></akomaNtoso>`

/** The treaty as Typst prints it, below the head that our exports have. */
export async function sameTypstPdf(): Promise<Uint8Array> {
  const { article, doc, p, title } = build
  const text = doc(title('A Convention'), article('1', 'Scope', p('1', 'Each Party shall act.')))
  return printPdf(await printedPaper(formInput(text, text), { view: 'clean' }))
}
