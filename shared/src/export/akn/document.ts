import { redline, type Entry } from '../../diff/index.ts'
import type { ExportSource } from '../source.ts'
import { inScope, type Alone, type Scope } from '../stream/scope.ts'
import { unchangedEntry } from '../stream/unchanged.ts'
import { BodyWriter } from './body.ts'
import { itemsOf, type Item } from './item.ts'
import { akomaNtoso, analysis, meta, type TextualMod } from './meta.ts'
import { EIds, element } from './xml.ts'

/**
 * The draft as an Akoma Ntoso 3.0 bill (OASIS LegalDocML). `tracked` has its changes as `ins` and `del` and lists them as
 * passive modifications; leaving `del` out leaves the draft. What Akoma Ntoso keeps apart comes in its order: preface, preamble, body,
 * conclusions, attachments.
 */
export function writeAknDocument(source: ExportSource, view: 'tracked' | 'clean', scope: Scope, alone: Alone | null): string {
  const compared = inScope(redline(source.base, source.draft), scope, alone)
  const entries = view === 'tracked' ? compared : compared.flatMap(({ drafts }) => drafts.map(unchangedEntry))
  const parts = partsOf(entries.flatMap((entry) => itemsOf(entry, source.language)))
  const eIds = new EIds()
  const notes = new Map(parts.notes.flatMap((note) => (note.gone ? [] : [[note.block.number ?? '', note] as const])))
  const writer = new BodyWriter(eIds, notes)
  const unreferenced = parts.notes.filter((note) => !note.gone && !isReferenced(note, parts))
  const [preface, preamble] = [writePreface(parts.title, writer), writePreamble(parts.preamble, writer, eIds)]
  const body = element(
    'body',
    {},
    writer.write(parts.body) ||
      element('paragraph', { eId: eIds.unique('para_empty') }, element('content', {}, element('p', {}))),
  )
  const closing = [
    ...parts.closing.map((item) => writer.paragraph(item)),
    ...unreferenced.map(({ block }) => element('p', {}, writer.runs([{ text: block.number ?? '', op: 'keep', noteRef: true }]))),
  ]
  const conclusions = closing.length > 0 ? element('conclusions', {}, ...closing) : ''
  const attachments = parts.annexes.map((annex, index) => writeAnnex(source, annex, index, writer))
  const changes = view === 'tracked' ? entries.filter(({ changed }) => changed).map(textualMod) : []
  return akomaNtoso(
    element(
      'bill',
      { name: 'draft' },
      meta(source, 'main', analysis('passiveModifications', changes)),
      preface,
      preamble,
      body,
      conclusions,
      attachments.length > 0 ? element('attachments', {}, ...attachments) : '',
    ),
  )
}

interface Parts {
  title: Item[]
  preamble: Item[]
  body: Item[]
  closing: Item[]
  notes: Item[]
  /** Each annex with everything that follows it. */
  annexes: Item[][]
}

function partsOf(items: readonly Item[]): Parts {
  const parts: Parts = { title: [], preamble: [], body: [], closing: [], notes: [], annexes: [] }
  for (const item of items) {
    switch (item.block.kind) {
      case 'title':
        parts.title.push(item)
        break
      case 'preamble':
      case 'recital':
        parts.preamble.push(item)
        break
      case 'closing':
        parts.closing.push(item)
        break
      case 'note':
        parts.notes.push(item)
        break
      case 'annex':
        parts.annexes.push([item])
        break
      default:
        ;(parts.annexes.at(-1) ?? parts.body).push(item)
    }
  }
  return parts
}

const isReferenced = ({ block }: Item, { title, preamble, body, closing, annexes }: Parts): boolean =>
  [...title, ...preamble, ...body, ...closing, ...annexes.flat()].some(({ words }) =>
    words.some(({ noteRef, op, text }) => noteRef === true && op !== 'delete' && text === block.number),
  )

const writePreface = (title: readonly Item[], writer: BodyWriter): string =>
  title.length === 0
    ? ''
    : element(
        'preface',
        {},
        ...title.map((item) =>
          element('longTitle', {}, element('p', writer.attributes(item), element('docTitle', {}, writer.runs(item.words)))),
        ),
      )

function writePreamble(items: readonly Item[], writer: BodyWriter, eIds: EIds): string {
  if (items.length === 0) return ''
  const groups: { recitals: boolean; items: Item[] }[] = []
  for (const item of items) {
    const recitals = item.block.kind === 'recital'
    const last = groups.at(-1)
    if (last?.recitals === recitals && recitals) last.items.push(item)
    else groups.push({ recitals, items: [item] })
  }
  const written = groups.map((group) =>
    group.recitals
      ? element(
          'recitals',
          { eId: eIds.unique('recs') },
          ...group.items.map((item) =>
            element('recital', writer.attributes(item), writer.num(item), element('p', {}, writer.runs(item.words))),
          ),
        )
      : element('formula', { name: 'enacting' }, ...group.items.map((item) => writer.paragraph(item))),
  )
  return element('preamble', {}, ...written)
}

function writeAnnex(source: ExportSource, [annex, ...rest]: readonly Item[], index: number, writer: BodyWriter): string {
  const heading = annex!.words.length > 0 ? element('heading', {}, writer.runs(annex!.words)) : ''
  const body = element('mainBody', {}, writer.write(rest) || element('p', {}))
  return element(
    'attachment',
    writer.attributes(annex!),
    writer.num(annex!),
    heading,
    element('doc', { name: 'annex' }, meta(source, `annex_${index + 1}`), body),
  )
}

function textualMod({ bases, drafts, pieces }: Entry, index: number): TextualMod {
  const [base, draft] = [bases[0], drafts[0]]
  const reworded = pieces.some(({ op }) => op !== 'keep')
  const type = !base
    ? 'insertion'
    : !draft
      ? 'repeal'
      : drafts.length > 1
        ? 'split'
        : bases.length > 1
          ? 'join'
          : reworded
            ? 'substitution'
            : 'renumbering'
  const eId = (draft ?? base)!.eId.replaceAll(/\s+/g, '')
  return {
    type,
    eId: `pmod_${index + 1}`,
    source: '#base',
    destination: draft ? `#${eId}` : `#${eId}__gone`,
    old: null,
    new: null,
  }
}
