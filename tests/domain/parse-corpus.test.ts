import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { provisions, type Provision } from '@travaux/shared/model'
import { readDocx } from '../../shared/src/parse/docx/read.ts'
import { textOf } from '../../shared/src/parse/line.ts'
import { characters, codes, printed, read } from '../support/parse-reading.ts'

/** Real treaties; they are not part of the repository. */
const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus/treaties')
const file = (name: string) => readFileSync(path.join(corpus, name))
/** The Word file was laid out by a program that turned the source's quotation marks into others and lost spaces beside some. */
const folded = (text: string) => text.replace(/[\s`'’‘"“”]+/g, '')

interface GoldProvision {
  num: string | null
  text: string
  points?: GoldProvision[]
}
interface Gold {
  chapters: { num: string; heading: string; articles: { num: string; heading: string; content: GoldProvision[] }[] }[]
  conclusions: string[]
}

/**
 * The gold tree took four labels for text ("9.", "a)", "(i)", "(ii)", which stand alone on their line or are glued to their words) and hung
 * what follows below the wrong one. The signs tell the level in this treaty, so rows are compared by label, level and words.
 */
const LABEL = /^(\d+\.|[a-z]\)|\([ivx]+\))\s*(.*)$/s
const SIGN_LEVEL = [/^\d/, /^[a-z]\)/, /^\(/]
function rows(list: GoldProvision[]): string[] {
  return list.flatMap(({ num, text, points = [] }) => {
    const [, label = num, words = text] = (num === null && LABEL.exec(text)) || []
    const level = label === null ? 1 : SIGN_LEVEL.findIndex((sign) => sign.test(label)) + 1
    return [`${level} ${label?.replace(/[().]/g, '') ?? null} ${folded(words)}`, ...rows(points)]
  })
}

const goldRows = ({ chapters, conclusions }: Gold): string[] => [
  ...chapters.flatMap((chapter) => [
    `chapter ${chapter.num.replace('CHAPTER ', '')} ${folded(chapter.heading)}`,
    ...chapter.articles.flatMap((article) => [`article ${article.num} ${folded(article.heading)}`, ...rows(article.content)]),
  ]),
  ...conclusions.map((text) => `closing ${folded(text)}`),
]

function readRow({ kind, number, heading, text, level }: Provision): string {
  if (level > 0) return `${level} ${number} ${folded(text)}`
  return kind === 'closing' ? `closing ${folded(text)}` : `${kind} ${number} ${folded(heading ?? text)}`
}

describe.skipIf(!existsSync(corpus))('real treaties', async () => {
  it.each(['uncac.en.txt', 'uncac.en.docx', 'uncac.en.pdf'])(
    '%s has every article, paragraph and point of the gold tree under its label',
    async (name) => {
      const parsed = await read(file(name))
      const gold = JSON.parse(file('uncac.gold.json').toString()) as Gold
      const body = provisions(parsed.doc).filter(({ kind }) => !['title', 'preamble', 'recital'].includes(kind))
      expect(body.map(readRow)).toEqual(goldRows(gold))
      expect(parsed.found).toMatchObject({ chapters: 8, articles: 71 })
      expect(parsed.metadata.title).toBe('United Nations Convention against corruption')
      expect(codes(parsed)).toEqual(['preamble-divided'])
    },
  )

  it('UNCAC’s run-on preamble becomes its formulas and recitals', async () => {
    const preamble = provisions((await read(file('uncac.en.txt'))).doc).filter(
      ({ kind }) => kind === 'preamble' || kind === 'recital',
    )
    expect(preamble[0]!.text).toBe('Preamble')
    expect(preamble[1]!.text).toBe('The States Parties to this Convention,')
    expect(preamble.at(-1)!.text).toBe('Have agreed as follows:')
    expect(preamble.filter(({ kind }) => kind === 'recital')).toHaveLength(15)
  })

  it.each([
    ['un-charter.en.txt', 'en', 'ltr'],
    ['un-charter.ar.txt', 'ar', 'rtl'],
  ])('%s has 19 chapters and 111 articles in order', async (name, language, direction) => {
    const parsed = await read(file(name))
    expect(parsed.found).toMatchObject({ chapters: 19, articles: 111 })
    expect(parsed.metadata).toMatchObject({ language, direction })
    const numbers = provisions(parsed.doc).flatMap(({ kind, number }) => (kind === 'article' ? [number] : []))
    expect(numbers).toEqual(Array.from({ length: 111 }, (_, index) => String(index + 1)))
  })

  it('budapest-ets185.en.txt has 48 articles in chapters, sections and titles', async () => {
    const parsed = await read(file('budapest-ets185.en.txt'))
    expect(parsed.found).toMatchObject({ chapters: 4, articles: 48 })
    const ranks = parsed.doc.children.flatMap((node) => (node.type.name === 'division' ? [String(node.attrs['rank'])] : []))
    const text = file('budapest-ets185.en.txt').toString()
    expect(ranks.filter((rank) => rank === 'section')).toHaveLength(text.match(/^SECTION \d/gm)!.length)
    expect(ranks.filter((rank) => rank === 'subsection')).toHaveLength(text.match(/^TITLE \d/gm)!.length)
  })

  it.each(['uncac.en.txt', 'un-charter.en.txt', 'un-charter.ar.txt', 'budapest-ets185.en.txt'])(
    'no character of %s is lost',
    async (name) => {
      const source = file(name)
      expect(printed((await read(source)).doc)).toBe(characters(source.toString()))
    },
  )
})

const tracked = path.resolve(import.meta.dirname, '../../../shared/corpus/docx-accept-reject-gold')
const trackedFiles = existsSync(tracked) ? readdirSync(tracked).filter((name) => !/-(?:Accepted|Rejected)\.docx$/.test(name)) : []

describe.skipIf(trackedFiles.length === 0)('Word files with tracked changes and their accepted and rejected twins', async () => {
  /** Lines with their automatic numbers, and notes. */
  const lines = (name: string, taken: 'accept' | 'reject') => {
    const source = readDocx(readFileSync(path.join(tracked, name)), taken)
    if (!source.ok) throw new Error(source.reason)
    const text = source.lines.map((line) => `${line.label ?? ''}|${textOf(line.runs)}`)
    return [...text, ...source.notes.map((note) => `${note.number}|${textOf(note.runs)}`)]
  }

  it.each(trackedFiles)('%s', async (name) => {
    expect(lines(name, 'accept')).toEqual(lines(name.replace('.docx', '-Accepted.docx'), 'accept'))
    expect(lines(name, 'reject')).toEqual(lines(name.replace('.docx', '-Rejected.docx'), 'accept'))
  })
})
