import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { TYPST_TEMPLATE } from '@travaux/shared/export'

/** Accessible PDF, tagged and with an outline (ISO 14289-1); Typst refuses to write one that breaks it. */
const STANDARD = 'ua-1'

/** Typst brings Libertinus (Latin, Cyrillic, Greek); Arabic and Chinese are set in faces of the SIL Open Font License from npm. */
const ARABIC = ['@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf', '@expo-google-fonts/amiri/700Bold/Amiri_700Bold.ttf']
/** 15 MB each: read only for a text that has Chinese in it. */
const CHINESE = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
]
const HAN = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

/** No file of this folder is ever read: the program has no imports, and what it prints comes as data. */
const NOWHERE = '/nonexistent'

/**
 * Prints a paper (as `typstData` writes it) as PDF/UA-1. Takes about 2 s for 20,000 words.
 * Throws when Typst refuses, which is a fault of the template and not of the text.
 */
export function printPdf(paper: string): Uint8Array {
  const fonts = [...ARABIC, ...(HAN.test(paper) ? CHINESE : [])].map(readFont)
  const compiler = NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontBlobs: fonts }] })
  const compiled = compiler.compile({ mainFileContent: TYPST_TEMPLATE, inputs: { paper } })
  if (!compiled.result) throw new Error(`Typst: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`)
  return new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: STANDARD }))
}

const { resolve } = createRequire(import.meta.url)

/** Packages that only hold files are found by their manifest. */
function readFont(file: string): Buffer {
  const [scope, name, ...rest] = file.split('/')
  return readFileSync(path.join(path.dirname(resolve(`${scope}/${name}/package.json`)), ...rest))
}
