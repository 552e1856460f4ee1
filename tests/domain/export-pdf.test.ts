import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Node } from 'prosemirror-model'
import { afterAll, describe, expect, it } from 'vitest'
import { build } from '@travaux/shared/model'
import { printPdf } from '../../server/src/render/pdf.ts'
import { formInput, printedPaper } from '../support/forms.ts'
import { amended, treaty } from '../support/treaty.ts'
import { printedLines } from '../support/word-export.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'travaux-pdf-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** Poppler reads PDF without knowing anything of Typst. */
const poppler = (tool: string, ...args: string[]) => spawnSync(tool, args, { encoding: 'utf8' })
const hasPoppler = poppler('pdftotext', '-v').status === 0

const { doc, title, chapter, article, p, preamble, recital } = build
const inLanguage = (language: string, direction: 'ltr' | 'rtl', document: Node) =>
  document.type.create({ ...document.attrs, language, direction }, document.content)

const TEXTS: Record<string, Node> = {
  en: doc(
    title('Draft Convention on Testing'),
    preamble('The States Parties to this Convention,'),
    recital('Mindful of the office of the Secretary-General and of efficient, affluent offices,'),
    chapter('I', 'General provisions'),
    article(
      '1',
      'Statement of purpose',
      p('1', 'Words “quoted”; and -- dashes ... # * _ $ @ < > \\ stay.'),
      p('a', 'to test;', 2),
    ),
  ),
  fr: doc(
    title('Projet de convention'),
    article('1', 'Énoncé de l’objet', p('1', 'Les États parties s’efforcent d’être à la hauteur : œuvre, naïveté.')),
  ),
  es: doc(
    title('Proyecto de convención'),
    article('1', 'Declaración', p('1', '¿Qué? Los Estados partes adoptarán las medidas que sean necesarias.')),
  ),
  ru: doc(
    title('Проект конвенции'),
    chapter('I', 'Общие положения'),
    article(
      '1',
      'Цели',
      p('1', 'Каждое Государство-участник обеспечивает уважение прав человека.'),
      p('a', 'поощрять сотрудничество;', 2),
    ),
  ),
  zh: doc(
    title('网络犯罪公约草案'),
    chapter('一', '总则'),
    article('一', '宗旨', p('1', '各缔约国应当尊重和保护“人权”；'), p('a', '加强国际合作。', 2)),
  ),
  ar: doc(
    title('مشروع اتفاقية بشأن الجريمة السيبرانية'),
    chapter('الأول', 'أحكام عامة'),
    article(
      '1',
      'بيان الغرض',
      p('1', 'تضمن كل دولة طرف احترام حقوق الإنسان والحريات الأساسية.'),
      p('أ', 'تعزيز التعاون الدولي وفقا لـ ICCPR؛', 2),
    ),
  ),
}

async function printed(name: string, base: Node, draft: Node, view: 'clean' | 'tracked' = 'clean'): Promise<string> {
  const file = path.join(folder, `${name}-${view}.pdf`)
  const paper = await printedPaper(formInput(base, draft), { view })
  writeFileSync(file, printPdf(paper))
  HEADS.set(file, comparable((JSON.parse(paper) as { head: string[] }).head.join('')))
  return file
}

/** The words within the margins, without white space, hyphens at line ends and marks of direction. */
function wordsOf(file: string): string {
  // A4 in points less margins of 2.5 cm.
  const { stdout } = poppler('pdftotext', '-raw', '-x', '60', '-y', '60', '-W', '480', '-H', '720', file, '-')
  return comparable(stdout)
}
/** The words below the head of the first page. */
function bodyOf(file: string): string {
  const words = wordsOf(file)
  const head = HEADS.get(file)!
  expect(words.slice(0, head.length)).toBe(head)
  return words.slice(head.length)
}
const HEADS = new Map<string, string>()
const comparable = (text: string) =>
  text.normalize('NFKC').replaceAll(/[\s\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\u2010-]+/g, '')

/** Poppler writes a line of mixed directions in its own order: the same characters in the same number. */
const sorted = (text: string) => Array.from(text).toSorted().join('')

describe.skipIf(!hasPoppler)('a PDF', () => {
  it.each(Object.keys(TEXTS))('in %s has the draft’s words, in the right language and direction', async (language) => {
    const text = inLanguage(language, language === 'ar' ? 'rtl' : 'ltr', TEXTS[language]!)
    const file = await printed(language, text, text)
    const wanted = comparable(printedLines(text, language).join(''))
    if (language === 'ar') expect(sorted(wordsOf(file))).toBe(sorted(HEADS.get(file)! + wanted))
    else expect(bodyOf(file)).toBe(wanted)
    // Every face is in the file, with a way back to characters.
    const fonts = poppler('pdffonts', file).stdout.trim().split('\n').slice(2)
    for (const font of fonts) expect(font).toMatch(/yes\s+yes\s+yes\s+\d+\s+0$/)
  })

  it('of a long treaty has all of its words', async () => {
    const text = treaty(4000)
    expect(bodyOf(await printed('long', text, text)).replaceAll(/\d+\/\d+$/g, '')).toBe(comparable(printedLines(text).join('')))
  })

  it('is tagged, has a title, a language and an outline that follows the treaty’s', async () => {
    const file = await printed('outline', TEXTS['en']!, TEXTS['en']!)
    expect(poppler('pdfinfo', file).stdout).toMatch(/Title:\s+Coalition text[\s\S]*Tagged:\s+yes/)
    const structure = poppler('pdfinfo', '-struct-text', file).stdout
    expect(structure).toMatch(/H1[\s\S]*Draft Convention on Testing[\s\S]*H2[\s\S]*CHAPTER I[\s\S]*H3[\s\S]*Statement of purpose/)
    const bytes = printPdf(await printedPaper(formInput(TEXTS['en']!, TEXTS['en']!), { view: 'clean' }))
    const raw = Buffer.from(bytes).toString('latin1')
    expect(raw).toMatch(/\/Lang\s*\(en\)/)
    expect(raw).toContain('/Outlines')
    expect(raw).toContain('pdfuaid')
  })

  it('of a table leaves no heading of an amendment at the foot of a page', async () => {
    const base = treaty(4000)
    const file = path.join(folder, 'table.pdf')
    writeFileSync(file, printPdf(await printedPaper(formInput(base, amended(base, 60)), { view: 'table' })))
    const pages = poppler('pdftotext', '-layout', file, '-').stdout.split('\f')
    const captioned = pages.filter((page) => /^ *Amendment \d+$/m.test(page))
    expect(captioned.length).toBeGreaterThan(5)
    for (const page of captioned) expect(page.slice(page.lastIndexOf('Amendment '))).toContain('Text of the draft convention')
  })

  it('with changes has the words of both texts', async () => {
    const base = doc(title('A'), article('1', 'Purpose', p('1', 'Parties shall report.')))
    const draft = doc(title('A'), article('1', 'Purpose', p('1', 'Parties may report.'), p('2', 'They do.')))
    expect(bodyOf(await printed('changes', base, draft, 'tracked'))).toBe(
      comparable('A Article 1 Purpose 1. Parties shallmay report. 2. They do.'),
    )
  })
})
