import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { unzipSync, strFromU8 } from 'fflate'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { call } from '../../server/src/cli/call.ts'
import { decodeDocument, provisions } from '@travaux/shared/model'
import { RevisionSchema } from '@travaux/shared/protocol'
import { HOSTILE_FILES } from '../support/hostile-files.ts'
import { SMALL_TREATY } from '../support/instrument.ts'
import { SAME_PROVISIONS, SAME_TREATY } from '../support/same-treaty.ts'
import { temporaryFolder, tokenOf, travaux } from '../support/server.ts'
import { del, ins, para, run as text, wordFile } from '../support/word-file.ts'

const folder = temporaryFolder()
const cwd = path.join(folder, 'desk')
mkdirSync(cwd)
writeFileSync(path.join(cwd, 'base.txt'), SMALL_TREATY)
writeFileSync(path.join(cwd, 'draft.txt'), SMALL_TREATY.replace('shall report its failures', 'may report its failures'))
writeFileSync(path.join(cwd, 'letter.txt'), 'Dear Madam,\n\nthank you.\n')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const data = path.join(folder, 'data')

/** The command as a person calls it, in this process: what it writes, and its exit status. */
async function run(...args: string[]) {
  const written = { stdout: '', stderr: '' }
  const capture = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text)
      return true
    })
  const [stdout, stderr] = [capture('stdout'), capture('stderr')]
  vi.stubEnv('INIT_CWD', cwd).stubEnv('TRAVAUX_DATA', data)
  try {
    return { status: await call(args), ...written }
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
    vi.unstubAllEnvs()
  }
}

describe('as a process', () => {
  it.each([
    [['diff', 'base.txt', 'draft.txt'], 0, /report its failures/, /^$/],
    [['parse', 'letter.txt'], 1, /^$/, /letter\.txt/],
    [['amend'], 2, /^$/, /no command “amend”/],
  ])('%j ends with status %i', async (args, status, out, err) => {
    const ended = await travaux(args, { folder: data, cwd })
    expect(ended.status).toBe(status)
    expect(ended.stdout).toMatch(out)
    expect(ended.stderr).toMatch(err)
  })
})

describe('parse', () => {
  it('--json prints what the API gives, without ids', async () => {
    const { status, stdout } = await run('parse', 'base.txt', '--json')
    expect(status).toBe(0)
    const parsed = RevisionSchema.omit({ id: true, instrumentId: true }).parse(JSON.parse(stdout))
    const decoded = decodeDocument(parsed.doc)
    expect(decoded.ok && provisions(decoded.doc)).toEqual(parsed.provisions)
    expect(parsed).toMatchObject({ title: 'Convention on Testing', language: 'en' })
  })

  it.each(SAME_TREATY)('--json gives the same tree for %s', async (_format, name, file) => {
    writeFileSync(path.join(cwd, name), await file())
    const { status, stdout } = await run('parse', name, '--json')
    expect(status).toBe(0)
    const parsed = RevisionSchema.omit({ id: true, instrumentId: true }).parse(JSON.parse(stdout))
    expect(parsed.provisions.filter(({ kind }) => kind !== 'title')).toMatchObject(SAME_PROVISIONS)
  })

  it('reads its own JSON back', async () => {
    const { stdout } = await run('parse', 'base.txt', '--json')
    writeFileSync(path.join(cwd, 'base.json'), stdout)
    const again = await run('parse', 'base.json', '--json')
    expect((JSON.parse(again.stdout) as { doc: unknown }).doc).toEqual((JSON.parse(stdout) as { doc: unknown }).doc)
  })

  it('shows the structure to a person', async () => {
    const { stdout } = await run('parse', 'base.txt')
    expect(stdout).toContain(
      '  article 1 Purposes\n    paragraph 1 The purposes of this Convention are:\n      subparagraph a To test;\n',
    )
  })

  it.each(
    HOSTILE_FILES.filter(({ what }) => what === 'damaged XML' || what === 'a PDF with a password' || what === 'an old Word file'),
  )('says why $what is refused, and where', async ({ name, make, words, place }) => {
    writeFileSync(path.join(cwd, name), await make())
    const { status, stdout, stderr } = await run('parse', name, '--json')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(words)
    expect(stderr.startsWith(place ? `${name}: word/document.xml: ` : `${name}: `)).toBe(true)
  })

  it.each([
    ['letter.txt', /letter\.txt: .+/],
    ['absent.txt', /absent\.txt/],
  ])('says why %s cannot be read', async (file, words) => {
    const { status, stdout, stderr } = await run('parse', file, '--json')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(words)
  })
})

describe('diff', () => {
  it('shows the words that change', async () => {
    const { status, stdout } = await run('diff', 'base.txt', 'draft.txt')
    expect(status).toBe(0)
    expect(stdout).toContain('art_1__para_2')
    expect(stdout).toContain('Each State Party [-shall-]{+may+} report its failures.')
  })

  it('--json gives pieces from which both texts can be read', async () => {
    const { stdout } = await run('diff', 'base.txt', 'draft.txt', '--json')
    const { changes } = JSON.parse(stdout) as { changes: { bases: { eId: string }[]; pieces: { op: string; text: string }[] }[] }
    expect(changes.map(({ bases }) => bases[0]!.eId)).toEqual(['art_1__para_2'])
    const read = (without: string) =>
      changes[0]!.pieces
        .filter(({ op }) => op !== without)
        .map(({ text }) => text)
        .join('')
    expect(read('insert')).toBe('Each State Party shall report its failures.')
    expect(read('delete')).toBe('Each State Party may report its failures.')
  })

  it('finds nothing between a text and itself', async () => {
    expect(await run('diff', 'base.txt', 'base.txt')).toMatchObject({ status: 0, stdout: '' })
  })
})

describe('instruct and replay', () => {
  it('state a draft and make it again, provision by provision', async () => {
    const stated = await run('instruct', 'base.txt', 'draft.txt')
    expect(stated).toMatchObject({ status: 0, stderr: '' })
    expect(stated.stdout).toBe(
      'Proposed amendments to “Convention on Testing”\n\n1. In article 1, paragraph 2, replace “shall” with “may”.\n',
    )
    writeFileSync(path.join(cwd, 'instructions.txt'), stated.stdout)
    const made = await run('replay', 'base.txt', 'instructions.txt', '--json')
    const parsed = await run('parse', 'draft.txt', '--json')
    expect(made).toMatchObject({ status: 0, stderr: '' })
    const provisionsOf = (text: string) => (JSON.parse(text) as { provisions: unknown }).provisions
    expect(provisionsOf(made.stdout)).toEqual(provisionsOf(parsed.stdout))
  })

  it('a draft that changes nothing replays to the base', async () => {
    const { stdout } = await run('instruct', 'base.txt', 'base.txt')
    writeFileSync(path.join(cwd, 'none.txt'), stdout)
    expect(await run('replay', 'base.txt', 'none.txt')).toMatchObject({ status: 0, stderr: '' })
  })

  it('retain an article from an earlier revision that is named, and read it back with it', async () => {
    writeFileSync(path.join(cwd, 'earlier.txt'), SMALL_TREATY.replace('shall report its failures', 'shall publish its failures'))
    const stated = await run('instruct', 'base.txt', 'earlier.txt', '--revision', 'third revision=earlier.txt')
    expect(stated).toMatchObject({ status: 0, stderr: '' })
    expect(stated.stdout).toContain('1. Retain article 1 as it appears in the third revision.\n')
    writeFileSync(path.join(cwd, 'retained.txt'), stated.stdout)
    const made = await run('replay', 'base.txt', 'retained.txt', '--revision', 'third revision=earlier.txt')
    expect(made.status).toBe(0)
    expect(made.stdout).toContain('shall publish its failures')
    expect(await run('replay', 'base.txt', 'retained.txt')).toMatchObject({ status: 1, stdout: '' })
    expect((await run('instruct', 'base.txt', 'earlier.txt', '--revision', 'earlier.txt')).status).toBe(2)
  })

  it('number on where that is chosen, and say so', async () => {
    const kept = SMALL_TREATY.replace(/1\. The purposes[^]*?again\.\n\n/, '')
    expect(kept).not.toBe(SMALL_TREATY)
    writeFileSync(path.join(cwd, 'shorter.txt'), kept)
    const [plain, counted] = [
      await run('instruct', 'base.txt', 'shorter.txt'),
      await run('instruct', 'base.txt', 'shorter.txt', '--renumber'),
    ]
    expect(plain.stdout).not.toContain('Renumber')
    expect(counted.stdout).toContain('Renumber the subsequent paragraphs accordingly.')
    writeFileSync(path.join(cwd, 'counted.txt'), counted.stdout)
    expect((await run('replay', 'base.txt', 'counted.txt')).status).toBe(0)
    expect(
      await run(
        'export',
        'base.txt',
        'shorter.txt',
        '--format',
        'txt',
        '--out',
        'counted-list.txt',
        '--view',
        'instructions',
        '--renumber',
      ),
    ).toMatchObject({ status: 0 })
    expect(readFileSync(path.join(cwd, 'counted-list.txt'), 'utf8')).toContain('Renumber the subsequent paragraphs accordingly.')
  })

  it('say line by line what can’t be carried out, and carry out nothing', async () => {
    writeFileSync(path.join(cwd, 'wrong.txt'), '1. In article 1, paragraph 2, delete “never”.\n2. Delete article 9.\n')
    const { status, stdout, stderr } = await run('replay', 'base.txt', 'wrong.txt')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('wrong.txt, line 1: These words do not stand in article 1, paragraph 2 of the base text. (“never”)')
    expect(stderr).toContain('wrong.txt, line 2: The base text has no article 9.')
  })
})

describe('export', () => {
  it('writes a Word file with tracked changes where the person stands', async () => {
    expect(await run('export', 'base.txt', 'draft.txt', '--format', 'docx', '--out', 'out.docx')).toMatchObject({
      status: 0,
      stdout: '',
    })
    const body = strFromU8(unzipSync(new Uint8Array(readFileSync(path.join(cwd, 'out.docx'))))['word/document.xml']!)
    expect(body).toMatch(/<w:delText[^>]*>shall<\/w:delText>/)
  })
})

describe('export in every format', () => {
  const write = async (format: string, ...more: string[]) => {
    const done = await run('export', 'base.txt', 'draft.txt', '--format', format, '--out', `out.${format}`, ...more)
    expect(done).toMatchObject({ status: 0, stdout: '' })
    return readFileSync(path.join(cwd, `out.${format}`))
  }

  it.each([
    ['html', '<del>shall</del><ins>may</ins> report'],
    ['md', '<del>shall</del><ins>may</ins> report'],
    ['txt', '[-shall-]{+may+} report'],
    ['akn', '<del>shall</del><ins>may</ins> report'],
  ])('%s shows the change', async (format, words) => {
    expect((await write(format)).toString('utf8')).toContain(words)
  })

  it.each(['html', 'md', 'txt', 'akn', 'json'])('%s has the clean text', async (format) => {
    const text = (await write(format, '--view', 'clean')).toString('utf8')
    expect(text).toContain('Each State Party may report its failures.')
    expect(text).not.toContain('shall report')
  })

  it('pdf is a tagged PDF', async () => {
    const bytes = await write('pdf', '--scope', 'changed')
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.includes('/StructTreeRoot')).toBe(true)
  })

  it('names the coalition alone where it is asked to', async () => {
    const bytes = await write('docx', '--authors', 'coalition', '--coalition', 'Open Treaty Coalition')
    expect(strFromU8(unzipSync(new Uint8Array(bytes))['word/document.xml']!)).toContain('w:author="Open Treaty Coalition"')
  })

  it.each([
    ['txt', 'table', /no columns/],
    ['akn', 'table', /instructions/],
    ['docx', 'sideways', /--view must be one of/],
  ])('%s with the view %s is refused in words', async (format, view, words) => {
    const { status, stderr } = await run('export', 'base.txt', 'draft.txt', '--format', format, '--out', 'x', '--view', view)
    expect(status).toBe(2)
    expect(stderr).toMatch(words)
  })

  it('says that a base cannot be read', async () => {
    expect((await run('export', 'letter.txt', 'draft.txt', '--format', 'md', '--out', 'x')).status).toBe(1)
  })
})

describe('invite and token', () => {
  it('print one thing on stdout, and its id on stderr', async () => {
    const invited = await run('invite', '--role', 'drafter', '--name', 'Grace')
    expect(invited.status).toBe(0)
    expect(tokenOf(invited.stdout.trim())).toHaveLength(43)
    expect(invited.stderr).toMatch(/^id: \S+, valid until /)
    const token = await run('token', '--role', 'observer', '--name', 'Script')
    expect(token.stdout).toMatch(/^[\w-]{43}\n$/)
  })

  it('lead to the public address', async () => {
    const made = await travaux(['invite', '--role', 'observer', '--name', 'Grace'], {
      folder: data,
      env: { TRAVAUX_ORIGIN: 'https://travaux.example.org' },
    })
    expect(made.stdout).toMatch(/^https:\/\/travaux\.example\.org\/join#/)
  })
})

describe('revoke', () => {
  it('knows what it revoked, and says when there is nothing', async () => {
    const { stderr } = await run('invite', '--role', 'observer', '--name', 'Grace')
    const id = /^id: ([^,]+)/.exec(stderr)![1]!
    expect((await run('revoke', id)).status).toBe(0)
    expect((await run('revoke', id)).status).toBe(1)
  })
})

describe('wrong usage', () => {
  it.each([
    [[]],
    [['amend']],
    [['constructor']],
    [['parse']],
    [['parse', 'a.txt', 'b.txt']],
    [['parse', 'a.txt', '--yaml']],
    [['diff', 'base.txt']],
    [['instruct', 'base.txt']],
    [['replay', 'base.txt']],
    [['export', 'base.txt', 'draft.txt', '--out', 'x.docx']],
    [['export', 'base.txt', 'draft.txt', '--format', 'odt', '--out', 'x.odt']],
    [['invite', '--role', 'king', '--name', 'Louis']],
    [['invite', '--role', 'observer', '--name', '  ']],
    [['invite', '--role', 'observer', '--name', 'x', '--days', '1000']],
    [['token', '--role', 'observer']],
    [['revoke']],
  ])('%j has status 2 and is explained on stderr', async (args) => {
    const { status, stdout, stderr } = await run(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('travaux ')
  })
})

describe('--help', () => {
  it.each([
    [],
    ['parse'],
    ['diff'],
    ['instruct'],
    ['replay'],
    ['export'],
    ['invite'],
    ['token'],
    ['revoke'],
    ['backup'],
    ['restore'],
    ['verify'],
  ])('of %s', async (...command) => {
    const { status, stdout } = await run(...command, '--help')
    expect(status).toBe(0)
    expect(stdout).toContain(`travaux ${command[0] ?? 'COMMAND'}`)
  })
})

describe('read-changes', () => {
  writeFileSync(path.join(cwd, 'changed.docx'), wordFile(para(text('Each ') + del('Ana', 'State') + ins('Ben', 'Party'))))

  it('prints what is tracked in a Word file, for scripts and for people', async () => {
    const { status, stdout } = await run('read-changes', 'changed.docx')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'changed.docx',
      changes: [
        { type: 'del', author: 'Ana', text: 'State' },
        { type: 'ins', author: 'Ben', text: 'Party' },
      ],
      accepted_text: 'Each Party',
      rejected_text: 'Each State',
    })
    const read = await run('read-changes', 'changed.docx', '--text')
    expect(read.stdout).toContain('ins            Ben, 2026-11-20T10:00:00Z: "Party"')
  })

  it.each([
    ['letter.txt', 1, /letter\.txt: Only a Word file/],
    ['absent.docx', 1, /absent\.docx/],
    ['', 2, /FILE\.docx is missing/],
  ])('says why %s cannot be read', async (file, expected, words) => {
    const { status, stderr } = await run('read-changes', ...(file ? [file] : []))
    expect(status).toBe(expected)
    expect(stderr).toMatch(words)
  })
})
