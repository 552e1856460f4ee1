import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { decodeDocument, type Decoded } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'
import type { Warning } from '@travaux/shared/protocol'
import type { Revision } from '@travaux/shared/instruct'
import { fromWhereThePersonStands, UsageError, type Values } from './command.ts'

/** An instrument's text as a file gives it. */
export interface InstrumentFile {
  name: string
  title: string | null
  symbol: string | null
  language: string
  doc: Extract<Decoded, { ok: true }>['doc']
  warnings: Warning[]
}

/** Reads any importable file, or the JSON that `parse --json` prints. Throws with the file, the place and the reason. */
export async function readInstrument(file: string): Promise<InstrumentFile> {
  const name = path.basename(file)
  const bytes = new Uint8Array(await readFile(fromWhereThePersonStands(file)))
  if (path.extname(name) === '.json') return readJson(name, new TextDecoder().decode(bytes))
  const parsed = await parseFile(bytes, { name, trackedChanges: 'accept' })
  if (!parsed.ok) throw new Error(`${name}: ${parsed.place === undefined ? '' : `${parsed.place}: `}${parsed.reason}`)
  const { title, symbol, language } = parsed.metadata
  return { name, title, symbol, language, doc: parsed.doc, warnings: parsed.warnings }
}

/** The option that names earlier official texts, oldest first: `--revision "third revision=third.txt"`. */
export const REVISION_OPTION = { revision: { type: 'string', multiple: true } } as const

/** Reads the texts that `--revision NAME=FILE` names. */
export async function readRevisions(values: Values): Promise<Revision[]> {
  const given = (values['revision'] ?? []) as string[]
  return Promise.all(
    given.map(async (option) => {
      const [, name, file] = /^\s*([^=]+?)\s*=\s*(.+)$/.exec(option) ?? []
      if (name === undefined || file === undefined)
        throw new UsageError(
          `--revision names a text and its file, as in --revision "third revision=third.txt"; “${option}” does not.`,
        )
      return { name, doc: (await readInstrument(file)).doc }
    }),
  )
}

function readJson(name: string, text: string): InstrumentFile {
  const json = JSON.parse(text) as Partial<Record<string, unknown>>
  const decoded = decodeDocument(json['doc'])
  if (!decoded.ok) throw new Error(`${name}: ${decoded.reason}`)
  const { title, symbol } = json
  return {
    name,
    title: typeof title === 'string' ? title : null,
    symbol: typeof symbol === 'string' ? symbol : null,
    language: decoded.doc.attrs['language'] as string,
    doc: decoded.doc,
    warnings: [],
  }
}
