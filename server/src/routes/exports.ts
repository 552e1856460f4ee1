import { Hono, type Context } from 'hono'
import { EXPORT_FORMATS, ExportQuerySchema, PreviewSchema, type ExportFormat, type ExportQuery } from '@travaux/shared/protocol'
import { exportDraft, previewDraft } from '../commands/export-draft.ts'
import type { Services } from '../services.ts'
import { attachment, contentsOf } from './attachment.ts'
import { checked, operation } from './describe.ts'
import { allow, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'

/** Media type and extension of each format. */
const FILES: Readonly<Record<ExportFormat, { type: string; extension: string }>> = {
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extension: 'docx' },
  pdf: { type: 'application/pdf', extension: 'pdf' },
  html: { type: 'text/html; charset=utf-8', extension: 'html' },
  akn: { type: 'application/akn+xml', extension: 'xml' },
  md: { type: 'text/markdown; charset=utf-8', extension: 'md' },
  txt: { type: 'text/plain; charset=utf-8', extension: 'txt' },
  json: { type: 'application/json', extension: 'json' },
}

const isFormat = (name: string): name is ExportFormat => Object.hasOwn(FILES, name)

export const exportRoutes = (services: Services) =>
  new Hono<Environment>()
    .get(
      '/drafts/:id/export/:format',
      operation({
        summary: 'The draft as a file; with `docx` its changes against the base are Word’s tracked changes',
        answer: {
          status: 200,
          content: Object.fromEntries(
            Object.values(FILES).map(({ type }) => [
              type.split(';')[0]!,
              { schema: { type: 'string', format: 'binary' } as const },
            ]),
          ),
        },
        problems: [
          'bad-request',
          'not-signed-in',
          'forbidden',
          'not-found',
          'unsupported-format',
          'too-many-requests',
          'internal',
        ],
      }),
      allow('read'),
      checked('query', ExportQuerySchema),
      async (c) => {
        const { id, format } = c.req.param()
        if (!isFormat(format))
          throw new Refusal('unsupported-format', `“${format}” is not available here. Available: ${EXPORT_FORMATS.join(', ')}.`)
        const wanted: ExportQuery = c.req.valid('query')
        const exported = await exportDraft(services, id, format, wanted, gone(c))
        if (!exported.ok) throw new Refusal(exported.problem, exported.reason)
        const { type, extension } = FILES[format]
        return c.body(exported.bytes as Uint8Array<ArrayBuffer>, 200, {
          'Content-Type': type,
          'Content-Length': String(exported.bytes.length),
          'Content-Disposition': attachment(`${exported.draftTitle} – ${contentsOf(wanted)}`, extension),
          'Cache-Control': 'no-store',
        })
      },
    )
    .get(
      '/drafts/:id/preview',
      operation({
        summary: 'What an export with the same query shows',
        answer: { status: 200, schema: PreviewSchema },
        problems: ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'too-many-requests', 'internal'],
      }),
      allow('read'),
      checked('query', ExportQuerySchema),
      async (c) => {
        const previewed = await previewDraft(services, c.req.param('id'), c.req.valid('query'), gone(c))
        if (!previewed.ok) throw new Refusal(previewed.problem, previewed.reason)
        const { generatedAt, blocks, head, ...paper } = previewed.paper
        return c.json({ ...paper, head: [...head], blocks: [...blocks], generatedAt: generatedAt.toISOString() }, 200)
      },
    )

/** Says when nobody waits for the answer any more. */
function gone(c: Context<Environment>): AbortSignal {
  const end = new AbortController()
  c.env.outgoing.once('close', () => c.env.outgoing.writableFinished || end.abort())
  return end.signal
}
