import type { Amendment, Instruction, Stated } from '../../instruct/index.ts'
import { baseLine } from '../paper/amendment-papers.ts'
import type { AmendmentSource } from '../source.ts'
import { akomaNtoso, analysis, meta, type TextualMod } from './meta.ts'
import { EIds, element, words } from './xml.ts'

/**
 * The amendments as an Akoma Ntoso 3.0 `amendmentList`: each a document of its own with its instructions as `mod`, the words they
 * quote as `quotedText` or `quotedStructure`, and an active `textualMod` for each of them.
 */
export function writeAmendmentList(source: AmendmentSource): string {
  const eIds = new EIds()
  const written = source.amendments.map((amendment, index) => writeAmendment(source, amendment, index, eIds))
  const preface = element(
    'preface',
    {},
    element('p', {}, element('docTitle', {}, words(source.draftTitle))),
    element('p', {}, words(`Amendments to: ${baseLine(source.header)}`)),
  )
  const none = element(
    'component',
    { eId: 'cmp_none' },
    element('interstitial', {}, element('p', {}, words('The draft does not differ from its base.'))),
  )
  return akomaNtoso(
    element(
      'amendmentList',
      { name: 'amendments' },
      meta(source, 'main'),
      preface,
      element('collectionBody', {}, ...(written.length > 0 ? written : [none])),
    ),
  )
}

function writeAmendment(source: AmendmentSource, amendment: Amendment, index: number, eIds: EIds): string {
  const mods: TextualMod[] = []
  const paragraphs = amendment.instructions.map((stated) => {
    const mod = eIds.unique(`amd_${index + 1}__mod_1`)
    const quoted = quotations(stated, mod)
    const [old, added] = [quoted.find(({ role }) => role === 'old'), quoted.find(({ role }) => role === 'new')]
    mods.push({
      type: typeOf(stated.instruction),
      eId: eIds.unique(`amd_${index + 1}__amod_1`),
      source: `#${mod}`,
      destination: `#${amendment.id.replaceAll(/\s+/g, '')}`,
      old: old ? `#${old.eId}` : null,
      new: added ? `#${added.eId}` : null,
    })
    return element('p', {}, element('mod', { eId: mod }, ...marked(stated.text, quoted)))
  })
  const note = source.notes.get(amendment.id)
  const unstated = amendment.unstated.map(({ eId, what }) => element('p', {}, words(`Not stated: ${what} of ${eId}.`)))
  const justification = (note?.justification ?? [])
    .map(({ runs }) => runs.map(({ text }) => text).join(''))
    .filter((text) => text.trim() !== '')
    .map((text) => element('p', {}, words(text)))
  const heading = element('p', {}, element('docNumber', {}, words(`Amendment ${index + 1}`)), words(`: ${amendment.name}`))
  const proposer = note?.proposer ? element('p', {}, element('docProponent', {}, words(note.proposer))) : ''
  return element(
    'component',
    { eId: eIds.unique(`cmp_${index + 1}`) },
    element(
      'amendment',
      { name: amendment.kind.toLowerCase() },
      meta(source, `amendment_${index + 1}`, analysis('activeModifications', mods)),
      element(
        'amendmentBody',
        {},
        element('amendmentHeading', {}, heading, proposer),
        element('amendmentContent', {}, ...paragraphs, ...unstated),
        justification.length > 0 ? element('amendmentJustification', {}, ...justification) : '',
      ),
    ),
  )
}

function typeOf(instruction: Instruction): TextualMod['type'] {
  switch (instruction.type) {
    case 'words':
      return instruction.edit.op === 'replace' ? 'substitution' : instruction.edit.op === 'delete' ? 'repeal' : 'insertion'
    case 'replace':
    case 'retain':
    case 'move':
      return 'substitution'
    case 'insert':
      return 'insertion'
    case 'delete':
      return 'repeal'
    case 'renumber':
      return 'renumbering'
  }
}

/** A stretch that the sentence quotes; what stands before is `old`, what comes is `new`, a place to look for is neither. */
interface Quotation {
  readonly role: 'old' | 'new' | 'place'
  readonly eId: string
  readonly lines: readonly string[]
}

function quotations({ instruction }: Stated, mod: string): Quotation[] {
  const quote = (role: Quotation['role'], lines: readonly string[], nth = 1): Quotation => ({
    role,
    lines,
    eId: `${mod}__q_${nth}`,
  })
  switch (instruction.type) {
    case 'words': {
      const { edit } = instruction
      if (edit.op === 'replace') return [quote('old', [edit.words]), quote('new', [edit.by], 2)]
      if (edit.op === 'delete') return [quote('old', [edit.words])]
      if (edit.op === 'add') return [quote('new', [edit.insert])]
      return [quote('place', [edit.words]), quote('new', [edit.insert], 2)]
    }
    case 'replace':
    case 'insert':
      return [quote('new', instruction.lines)]
    case 'delete':
    case 'move':
    case 'renumber':
    case 'retain':
      return []
  }
}

/** The sentence with its quotations in elements of their own, in the order they are read. */
function marked(text: string, quoted: readonly Quotation[]): string[] {
  const list: string[] = []
  let rest = text
  for (const { eId, lines } of quoted) {
    const start = rest.indexOf('“')
    const end = start + 1 + lengthOf(rest.slice(start + 1), lines)
    if (start < 0 || rest[end] !== '”') continue
    const said = rest.slice(start + 1, end)
    list.push(words(rest.slice(0, start)), quotation(eId, said))
    rest = rest.slice(end + 1)
  }
  return [...list, words(rest)]
}

/** How much of the sentence is the quotation: its lines as they are printed, indented by level. */
function lengthOf(rest: string, lines: readonly string[]): number {
  let at = 0
  lines.forEach((line, index) => {
    if (index > 0) at += /^\n\s*/.exec(rest.slice(at))?.[0].length ?? 0
    const trimmed = line.trimStart()
    at += rest.startsWith(line, at) ? line.length : rest.startsWith(trimmed, at) ? trimmed.length : 0
  })
  return at
}

function quotation(eId: string, said: string): string {
  const quotes = { startQuote: '“', endQuote: '”', eId }
  if (!said.includes('\n')) return element('quotedText', quotes, words(said))
  return element('quotedStructure', quotes, ...said.split('\n').map((line) => element('p', {}, words(line.trim()))))
}
