import { xmlText } from '../stream/xml-text.ts'

/** The program, never a person: the people named in the file are the authors of its changes. */
const CREATOR = 'Travaux'

/** `docProps/core.xml`: title, program and the time of export (the docx library would write the clock's). */
export function coreProperties(title: string, generatedAt: Date): { path: string; data: string } {
  const at = `${generatedAt.toISOString().slice(0, 19)}Z`
  const stamp = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`
  const data =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${CREATOR}</dc:creator>` +
    `<cp:lastModifiedBy>${CREATOR}</cp:lastModifiedBy>${stamp('created')}${stamp('modified')}</cp:coreProperties>`
  return { path: 'docProps/core.xml', data }
}

const escaped = (text: string): string => xmlText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
