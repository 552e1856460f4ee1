import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES, type Role } from '@travaux/shared/protocol'
import { caller, mintToken, signIn, startServer, upload, type TestServer } from '../support/server.ts'
import { SMALL_TREATY } from '../support/instrument.ts'
import { para, run, wordFile } from '../support/word-file.ts'

/**
 * Who may do what: one row a route, one column a role. `200/403/…` are the statuses of a request that is otherwise right, on ids that
 * exist. A route that is missing here fails the last test.
 */
const MATRIX: readonly (readonly [
  route: string,
  nobody: number,
  observer: number,
  reviewer: number,
  drafter: number,
  coordinator: number,
])[] = [
  // route                          nobody observer reviewer drafter coordinator
  ['GET /api/me', 401, 200, 200, 200, 200],
  ['GET /api/people', 401, 200, 200, 200, 200],
  ['GET /api/instruments', 401, 200, 200, 200, 200],
  ['POST /api/instruments', 401, 403, 403, 201, 201],
  ['GET /api/revisions/{id}', 401, 200, 200, 200, 200],
  ['GET /api/imports', 401, 403, 403, 200, 200],
  ['POST /api/imports', 401, 403, 403, 201, 201],
  ['GET /api/imports/{id}', 401, 403, 403, 200, 200],
  ['POST /api/imports/{id}/operations', 401, 403, 403, 200, 200],
  ['POST /api/imports/{id}/reading', 401, 403, 403, 200, 200],
  ['POST /api/imports/{id}/publish', 401, 403, 403, 201, 201],
  ['DELETE /api/imports/{id}', 401, 403, 403, 204, 204],
  ['GET /api/drafts', 401, 200, 200, 200, 200],
  ['POST /api/drafts', 401, 403, 403, 201, 201],
  ['GET /api/drafts/{id}', 401, 200, 200, 200, 200],
  ['PATCH /api/drafts/{id}', 401, 403, 403, 200, 200],
  ['GET /api/drafts/{id}/amendments', 401, 200, 200, 200, 200],
  ['GET /api/drafts/{id}/suggestions', 401, 200, 200, 200, 200],
  ['POST /api/drafts/{id}/suggestions/{sid}/accept', 401, 403, 403, 404, 404],
  ['POST /api/drafts/{id}/suggestions/{sid}/reject', 401, 403, 403, 404, 404],
  ['DELETE /api/drafts/{id}/suggestions/{sid}', 401, 403, 403, 403, 403],
  ['GET /api/drafts/{id}/authorship', 401, 200, 200, 200, 200],
  ['GET /api/drafts/{id}/history', 401, 200, 200, 200, 200],
  ['GET /api/drafts/{id}/history/{from}/{to}', 401, 200, 200, 200, 200],
  ['POST /api/drafts/{id}/versions', 401, 403, 403, 201, 201],
  ['DELETE /api/drafts/{id}/versions/{vid}', 401, 403, 403, 404, 404],
  ['POST /api/drafts/{id}/restorations', 401, 403, 403, 201, 201],
  ['GET /api/drafts/{id}/suggestion-times', 401, 200, 200, 200, 200],
  ['GET /api/drafts/{id}/decisions', 401, 200, 200, 200, 200],
  ['POST /api/drafts/{id}/decisions', 401, 403, 403, 204, 204],
  ['GET /api/mentions', 401, 200, 200, 200, 200],
  ['POST /api/mentions/seen', 401, 204, 204, 204, 204],
  ['GET /api/drafts/{id}/threads', 401, 200, 200, 200, 200],
  ['POST /api/drafts/{id}/threads', 401, 403, 201, 201, 201],
  ['PATCH /api/drafts/{id}/threads/{tid}', 401, 403, 200, 200, 200],
  ['POST /api/drafts/{id}/threads/{tid}/comments', 401, 403, 201, 201, 201],
  ['PATCH /api/drafts/{id}/threads/{tid}/comments/{cid}', 401, 403, 403, 403, 403],
  ['DELETE /api/drafts/{id}/threads/{tid}/comments/{cid}', 401, 403, 403, 403, 403],
  ['POST /api/drafts/{id}/import', 401, 403, 403, 200, 200],
  ['GET /api/drafts/{id}/imports', 401, 200, 200, 200, 200],
  ['DELETE /api/drafts/{id}/unmatched/{uid}', 401, 403, 403, 404, 404],
  ['GET /api/drafts/{id}/export/{format}', 401, 200, 200, 200, 200],
  ['GET /api/drafts/{id}/preview', 401, 200, 200, 200, 200],
  ['GET /api/workspace', 401, 200, 200, 200, 200],
  ['PATCH /api/workspace', 401, 403, 403, 403, 200],
  ['POST /api/people/{id}/link', 401, 403, 403, 403, 201],
  ['GET /api/invitations', 401, 403, 403, 403, 200],
  ['POST /api/invitations', 401, 403, 403, 403, 201],
  ['DELETE /api/invitations/{id}', 401, 403, 403, 403, 204],
  ['POST /api/sign-out', 401, 204, 204, 204, 204],
  ['POST /api/sign-in', 404, 404, 404, 404, 404],
  ['GET /api/health', 200, 200, 200, 200, 200],
]
const COLUMNS = ['nobody', ...[...ROLES].reverse()] as readonly ('nobody' | Role)[]

type Call = ReturnType<typeof caller>
let server: TestServer
let coordinator: Call
/** The thread and its comment, and the suggestion, which is in nobody's draft, are a drafter's who is in no column. */
const ids = { revision: '', draft: '', person: '', author: '', thread: '', comment: '' }

const created = async (response: Response): Promise<Record<string, string>> => {
  expect(response.status).toBe(201)
  return (await response.json()) as Record<string, string>
}
/** An import of its own for each request: some of them take it away. */
const staged = async () => (await created(await coordinator('POST', '/api/imports', upload('small.txt', SMALL_TREATY))))['id']!
const invite = async (role: Role) => created(await coordinator('POST', '/api/invitations', { name: role, role }))

beforeAll(async () => {
  server = await startServer()
  coordinator = caller(server.url, { cookie: await signIn(server.url, server.signInLink) })
  const imported = await created(await coordinator('POST', '/api/instruments', upload('small.txt', SMALL_TREATY)))
  ids.person = ((await (await coordinator('GET', '/api/me')).json()) as { id: string }).id
  ids.revision = imported['revisionId']!
  ids.draft = (await created(await coordinator('POST', '/api/drafts', { revisionId: ids.revision, title: 'Ours' })))['id']!
  await beginThread()
})
afterAll(() => server.stop())

async function beginThread(): Promise<void> {
  const author = caller(server.url, { token: await mintToken(server.folder, 'drafter', 'Author') })
  ids.author = ((await (await author('GET', '/api/me')).json()) as { id: string }).id
  const thread = await author('POST', `/api/drafts/${ids.draft}/threads`, THREAD)
  const { id, comments } = (await thread.json()) as { id: string; comments: { id: string }[] }
  ;[ids.thread, ids.comment] = [id, comments[0]!.id]
}

const THREAD = { anchor: { kind: 'provision', eId: 'art_1' }, quotation: '', body: 'Why?' }
const DECISION = { decision: 'rejected', kind: 'insert', target: 'art_1', location: 'article 1', before: '', after: 'new' }

/** Somebody with a new session of this role. */
async function as(column: 'nobody' | Role): Promise<Call> {
  return caller(server.url, column === 'nobody' ? null : { cookie: await signIn(server.url, (await invite(column))['link']!) })
}

async function request(route: string): Promise<[method: string, target: string, body?: unknown]> {
  const [method, path] = route.split(' ') as [string, string]
  const target = path
    .replace('revisions/{id}', `revisions/${ids.revision}`)
    .replace('drafts/{id}', `drafts/${ids.draft}`)
    .replace('imports/{id}', route.includes('imports/{id}') ? `imports/${await staged()}` : '')
    .replace('{format}', 'docx')
    .replace('{from}/{to}', '1/1')
    .replace('{vid}', 'none')
    .replace('{sid}', `${ids.author}:1`)
    .replace('{tid}', ids.thread)
    .replace('{cid}', ids.comment)
  switch (route) {
    case 'POST /api/imports/{id}/operations':
      return [method, target, { seq: 0, steps: [{ op: 'demote', items: ['3'] }] }]
    case 'POST /api/imports/{id}/reading':
      return [method, target, { seq: 0, trackedChanges: 'reject' }]
    case 'POST /api/imports/{id}/publish':
      return [method, target, { seq: 0, title: 'Published' }]
    case 'DELETE /api/imports/{id}':
      return [method, target, {}]
    case 'POST /api/imports':
    case 'POST /api/instruments':
      return [method, target, upload('small.txt', SMALL_TREATY)]
    case 'POST /api/drafts/{id}/import':
      return [method, target, upload('comments.docx', wordFile(para(run('Article 1'))))]
    case 'DELETE /api/drafts/{id}/unmatched/{uid}':
      return [method, target.replace('{uid}', 'unknown'), {}]
    case 'POST /api/drafts':
      return [method, target, { revisionId: ids.revision, title: 'Another' }]
    case 'PATCH /api/workspace':
      return [method, target, { coalition: 'Open Treaty Coalition' }]
    case 'PATCH /api/drafts/{id}':
      return [method, target, { title: 'Renamed' }]
    case 'POST /api/drafts/{id}/versions':
      return [method, target, { seq: 1, name: 'As it began' }]
    case 'POST /api/drafts/{id}/restorations':
      return [method, target, { seq: 1 }]
    case 'DELETE /api/drafts/{id}/versions/{vid}':
      return [method, target, {}]
    case 'POST /api/drafts/{id}/decisions':
      return [method, target, [{ ...DECISION, suggestionId: `${ids.author}:1` }]]
    case 'POST /api/mentions/seen':
      return [method, target, { comments: ['none'] }]
    case 'POST /api/drafts/{id}/threads':
      return [method, target, THREAD]
    case 'PATCH /api/drafts/{id}/threads/{tid}':
      return [method, target, { resolved: true }]
    case 'POST /api/drafts/{id}/threads/{tid}/comments':
    case 'PATCH /api/drafts/{id}/threads/{tid}/comments/{cid}':
      return [method, target, { body: 'Because.' }]
    case 'POST /api/drafts/{id}/suggestions/{sid}/accept':
    case 'POST /api/drafts/{id}/suggestions/{sid}/reject':
    case 'DELETE /api/drafts/{id}/suggestions/{sid}':
    case 'DELETE /api/drafts/{id}/threads/{tid}/comments/{cid}':
      return [method, target, {}]
    case 'POST /api/invitations':
      return [method, target, { name: 'Somebody', role: 'observer' }]
    case 'POST /api/people/{id}/link':
      return [method, target.replace('{id}', ids.person), {}]
    case 'POST /api/sign-in':
      return [method, target, { token: 'unknown-unknown-unknown' }]
    case 'POST /api/sign-out':
      return [method, target, {}]
    case 'DELETE /api/invitations/{id}':
      return [method, target.replace('{id}', (await invite('observer'))['id']!), {}]
    default:
      return [method, target]
  }
}

describe.each(COLUMNS)('%s', (column) => {
  it.each(MATRIX.map((row) => [row[0], row[1 + COLUMNS.indexOf(column)] as number] as const))(
    '%s → %i',
    async (route, status) => {
      const call = await as(column)
      const response = await call(...(await request(route)))
      expect(response.status).toBe(status)
    },
  )
})

describe('every role', () => {
  it.each(ROLES)('holds for a token as for a session: %s', async (role) => {
    const call = caller(server.url, { token: await mintToken(server.folder, role) })
    const row = MATRIX.find(([route]) => route === 'POST /api/drafts')!
    expect((await call(...(await request('POST /api/drafts')))).status).toBe(row[1 + COLUMNS.indexOf(role)])
  })

  it('is asked on every route that the server has', async () => {
    const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as { paths: Record<string, object> }
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(routes.sort()).toEqual(MATRIX.map(([route]) => route).sort())
  })
})
