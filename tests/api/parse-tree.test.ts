import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CreatedSchema, PublishedSchema, RevisionSchema } from '@travaux/shared/protocol'
import { LINES, SAME_PROVISIONS, SAME_TREATY, sameTypstPdf } from '../support/same-treaty.ts'
import { caller, mintToken, startServer, temporaryFolder, travaux, upload, type TestServer } from '../support/server.ts'

/** A file gives one tree, whether it is brought in over HTTP or read by the command. */
const cwd = temporaryFolder()
let server: TestServer
let call: ReturnType<typeof caller>

beforeAll(async () => {
  server = await startServer()
  call = caller(server.url, { token: await mintToken(server.folder, 'drafter') })
})
afterAll(async () => {
  await server?.stop()
  rmSync(cwd, { recursive: true, force: true })
})

const Tree = RevisionSchema.pick({ doc: true, provisions: true, language: true, warnings: true })

async function overHttp(name: string, content: string | Uint8Array) {
  const staged = CreatedSchema.parse(
    await (
      await call('POST', '/api/imports', upload(name, typeof content === 'string' ? content : Uint8Array.from(content)))
    ).json(),
  )
  const published = await call('POST', `/api/imports/${staged.id}/publish`, { seq: 0, title: 'A Convention' })
  const { revisionId } = PublishedSchema.parse(await published.json())
  return Tree.parse(await (await call('GET', `/api/revisions/${revisionId}`)).json())
}

async function byCommand(name: string, content: string | Uint8Array) {
  writeFileSync(path.join(cwd, name), content)
  const { status, stdout, stderr } = await travaux(['parse', name, '--json'], { folder: server.folder, cwd })
  expect(status, stderr).toBe(0)
  return Tree.parse(JSON.parse(stdout))
}

const hasLibreOffice = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status === 0

/** The treaty as LibreOffice writes it. */
function byLibreOffice(format: 'docx' | 'pdf'): Uint8Array {
  const [source, made] = [path.join(cwd, 'source.txt'), path.join(cwd, 'made')]
  writeFileSync(source, LINES.join('\n'))
  const profile = `-env:UserInstallation=file://${path.join(cwd, 'profile')}`
  spawnSync('soffice', ['--headless', profile, '--convert-to', format, '--outdir', made, source], { stdio: 'ignore' })
  return readFileSync(path.join(made, `source.${format}`))
}

it.for([
  ...SAME_TREATY,
  ['a PDF by Typst', 'typst.pdf', sameTypstPdf] as const,
  ['Word by LibreOffice', 'libre-office.docx', () => byLibreOffice('docx')] as const,
  ['a PDF by LibreOffice', 'libre-office.pdf', () => byLibreOffice('pdf')] as const,
])('%s', { timeout: 120_000 }, async ([format, name, file], { skip }) => {
  if (format.endsWith('LibreOffice') && !hasLibreOffice) skip('LibreOffice is not here')
  const content = await file()
  const [page, command] = await Promise.all([overHttp(name, content), byCommand(name, content)])
  expect(page).toEqual(command)
  if (format.startsWith('Akoma Ntoso')) expect(JSON.stringify(page.doc)).toMatch(/"eId":"scope".*"eId":"scope-first"/)
  expect(page.provisions.filter(({ kind }) => kind === 'article' || kind === 'paragraph')).toMatchObject(SAME_PROVISIONS)
})
