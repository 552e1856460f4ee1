import { writeFile } from 'node:fs/promises'
import { makeForm, type Form, type FormInput } from '@travaux/shared/export'
import { renumbered } from '@travaux/shared/instruct'
import { EXPORT_AUTHORS, EXPORT_FORMATS, EXPORT_SCOPES, EXPORT_VIEWS, unsuited } from '@travaux/shared/protocol'
import { expectPositionals, fromWhereThePersonStands, textOption, UsageError, type Command } from './command.ts'
import { readInstrument, readRevisions, REVISION_OPTION, type InstrumentFile } from './instrument-file.ts'

/** Two files say nothing about who changed what. */
const AUTHOR = 'Travaux'
/** A compilation needs several drafts of a workspace. */
const VIEWS = EXPORT_VIEWS.filter((view) => view !== 'compilation')

export const exportCommand: Command = {
  usage: `export BASE DRAFT --format ${EXPORT_FORMATS.join('|')} --out FILE [--view VIEW] [--scope all|changed] [--amendment ID] [--authors names|coalition] [--renumber] [--revision NAME=FILE]…`,
  summary: 'Write a draft as a file: its changes from the base, the table or list of its amendments, or its clean text.',
  help: [
    'BASE and DRAFT are any importable file, or the JSON that `parse --json` prints.',
    `VIEW is ${VIEWS.join(', ')}: with docx, “tracked” has Word's own tracked changes; “pack” has a page for each amendment.`,
    'Plain text has no table or pack, Akoma Ntoso (akn) has the amendments as “instructions”.',
    `--authors coalition names “${AUTHOR}” nowhere but the coalition in its place, as --coalition NAME calls it.`,
    '--amendment ID takes one amendment alone, by the id that `export --format json --view instructions` tells (“art_24”).',
    '--renumber and --revision are those of `instruct`.',
    'By default: --view tracked --scope all --authors names.',
  ],
  options: {
    format: { type: 'string' },
    out: { type: 'string' },
    view: { type: 'string', default: 'tracked' },
    scope: { type: 'string', default: 'all' },
    amendment: { type: 'string' },
    authors: { type: 'string', default: 'names' },
    coalition: { type: 'string', default: 'The coalition' },
    renumber: { type: 'boolean' },
    ...REVISION_OPTION,
  },
  async run(positionals, values) {
    const [baseFile, draftFile] = expectPositionals(positionals, 'BASE', 'DRAFT')
    const format = textOption(values, 'format', EXPORT_FORMATS)
    const out = fromWhereThePersonStands(textOption(values, 'out'))
    const view = textOption(values, 'view', VIEWS)
    const scope = textOption(values, 'scope', EXPORT_SCOPES)
    const author = textOption(values, 'authors', EXPORT_AUTHORS) === 'names' ? AUTHOR : textOption(values, 'coalition')
    const reason = unsuited(format, view)
    if (reason) throw new UsageError(reason)
    const [base, draft] = [await readInstrument(baseFile!), await readInstrument(draftFile!)]
    const doc = values['renumber'] === true ? renumbered(base.doc, draft.doc) : draft.doc
    const input = { ...formInput(base, { ...draft, doc }, author), revisions: await readRevisions(values) }
    const amendment = values['amendment'] === undefined ? null : textOption(values, 'amendment')
    const form = await makeForm(input, { format, view, scope, amendment })
    if (!form) {
      console.error(`The draft has no amendment “${amendment}”.`)
      return 1
    }
    await writeFile(out, await printed(form))
    return 0
  },
}

function formInput(base: InstrumentFile, draft: InstrumentFile, author: string): FormInput {
  const generatedAt = new Date()
  const title = base.title ?? base.name
  return {
    base: base.doc,
    draft: draft.doc,
    language: base.language,
    direction: base.doc.attrs['direction'] as 'ltr' | 'rtl',
    instrumentTitle: title,
    baseName: base.symbol ?? base.name,
    draftTitle: draft.title ?? draft.name,
    header: { title, symbol: base.symbol, revision: null, date: null },
    notes: new Map(),
    revisions: [],
    others: [],
    threads: [],
    attribute: () => ({ author, at: generatedAt }),
    generatedAt,
  }
}

/** Typst is native code of 50 MB: loaded for a PDF alone. */
const printed = async (form: Form): Promise<Uint8Array> =>
  form.kind === 'file' ? form.bytes : (await import('../render/pdf.ts')).printPdf(form.paper)
