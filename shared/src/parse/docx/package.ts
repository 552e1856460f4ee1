import { refuse, type Refusal } from '../result.ts'
import { partsOf } from './body.ts'
import { parseXml, XmlError, type Element } from '../xml.ts'
import { openZip, ZipError, type Zip } from './zip.ts'

/** The parts of a Word file (Open Packaging Conventions, ECMA-376 part 2), found by their relationships. */
export interface WordPackage {
  ok: true
  zip: Zip
  /** Name of the part that holds the text, and the folder it lies in. */
  main: string
  folder: string
  /** A part by its name; null when the file has none of it. Throws `XmlError` or `ZipError` when it is damaged. */
  xml: (name: string) => Element | null
  /** A part that the text refers to, by the ending of the relationship's type: `styles`, `commentsExtended`. */
  part: (ending: string) => Element | null
  /** All such parts: heads and feet have one for each kind of page. */
  parts: (ending: string) => Element[]
}

/** Opens a Word file, or says in words for a lawyer what is wrong with it. */
export function openPackage(zip: Zip): WordPackage | Refusal {
  const xml = (name: string): Element | null => {
    const bytes = zip.read(name)
    return bytes === null ? null : parseXml(bytes, name)
  }
  const [target] = partsOf(xml('_rels/.rels'), 'officeDocument')
  const main = target === undefined ? 'word/document.xml' : resolve('', target)
  if (!zip.names.includes(main) || /^(?:xl|ppt)\//.test(main)) return notWord(zip)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const relationships = xml(`${folder}_rels/${main.slice(folder.length)}.rels`)
  const parts = (ending: string) => partsOf(relationships, ending).flatMap((found) => xml(resolve(folder, found)) ?? [])
  const part = (ending: string) => parts(ending)[0] ?? null
  return { ok: true, zip, main, folder, xml, part, parts }
}

/** Reads a Word file with `read`; what is wrong with its container or its XML is an expected failure, said in words. */
export function reading<T>(bytes: Uint8Array, read: (word: WordPackage) => T | Refusal): T | Refusal {
  try {
    const word = openPackage(openZip(bytes))
    return word.ok ? read(word) : word
  } catch (error) {
    if (error instanceof ZipError && error.tooLarge)
      return refuse('file-too-large', `This Word file is too large to read. ${error.message}`, error.place)
    if (error instanceof ZipError || error instanceof XmlError)
      return refuse(
        'unreadable-file',
        `This Word file is damaged or incomplete. ${error.message} Open it in Word, save it again and import the copy.`,
        error.place,
      )
    throw error
  }
}

/** Joins a part's folder and a relationship's target; targets may be absolute or climb. */
function resolve(folder: string, target: string): string {
  const steps = (target.startsWith('/') ? target : folder + target).split('/')
  const path: string[] = []
  for (const step of steps)
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  return path.join('/')
}

function notWord(zip: Zip): Refusal {
  const has = (name: RegExp) => zip.names.some((one) => name.test(one))
  if (has(/^xl\//))
    return refuse('unsupported-file', 'This is an Excel workbook. Import a Word file (.docx) or a plain text file (.txt).')
  if (has(/^ppt\//))
    return refuse('unsupported-file', 'This is a PowerPoint file. Import a Word file (.docx) or a plain text file (.txt).')
  if (has(/^content\.xml$/))
    return refuse('unsupported-file', 'This is an OpenDocument file. Save it as Word (.docx) and import that.')
  if (has(/^word\/|^\[Content_Types\]\.xml$/))
    return refuse('unreadable-file', 'This Word file has no document in it. Save it again in Word and import the copy.')
  return refuse('unsupported-file', 'This is a zip file. Unpack it and import the Word or text file inside.')
}
