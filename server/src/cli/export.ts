import { writeFile } from 'node:fs/promises'
import { exportDocx } from '@travaux/shared/export'
import { expectPositionals, fromWhereThePersonStands, textOption, type Command } from './command.ts'
import { readInstrument } from './instrument-file.ts'

/** Two files say nothing about who changed what. */
const AUTHOR = 'Travaux'

export const exportCommand: Command = {
  usage: 'export BASE DRAFT --format docx --out FILE [--view tracked|clean] [--scope all|changed]',
  summary: 'Write a draft as a Word file whose tracked changes lead from the base to it.',
  help: [
    'BASE and DRAFT are Word or text files, or the JSON that `parse --json` prints.',
    'By default: --view tracked --scope all.',
  ],
  options: {
    format: { type: 'string' },
    out: { type: 'string' },
    view: { type: 'string', default: 'tracked' },
    scope: { type: 'string', default: 'all' },
  },
  async run(positionals, values) {
    const [baseFile, draftFile] = expectPositionals(positionals, 'BASE', 'DRAFT')
    textOption(values, 'format', ['docx'])
    const out = fromWhereThePersonStands(textOption(values, 'out'))
    const view = textOption(values, 'view', ['tracked', 'clean'])
    const scope = textOption(values, 'scope', ['all', 'changed'])
    const [base, draft] = [await readInstrument(baseFile!), await readInstrument(draftFile!)]
    const generatedAt = new Date()
    const bytes = await exportDocx({
      base: base.doc,
      draft: draft.doc,
      view,
      scope,
      language: base.language,
      direction: base.doc.attrs['direction'] as 'ltr' | 'rtl',
      instrumentTitle: base.title ?? base.name,
      baseName: base.symbol ?? base.name,
      draftTitle: draft.title ?? draft.name,
      attribute: () => ({ author: AUTHOR, at: generatedAt }),
      generatedAt,
    })
    await writeFile(out, bytes)
    return 0
  },
}
