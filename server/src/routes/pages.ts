import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { Hono, type Context } from 'hono'
import { ROOT } from '../places.ts'
import type { Environment } from './environment.ts'

const DIST = path.join(ROOT, 'client/dist')
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
/** What compression makes smaller; fonts and pictures are compressed already. */
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt'])
/** Level 5 of 11: within a few per cent of the best at a fiftieth of the time. */
const BROTLI_QUALITY = 5
/** Vite puts a hash of the content in the name of everything under `assets/`. */
const FOREVER = 'public, max-age=31536000, immutable'

/** A draft's page and the pages beside it. */
const DRAFT_ADDRESS = /^\/drafts\/([\w-]+)(?:\/|$)/

/** What the page asks for first travels beside its script instead of after it. */
const fetchedAhead = (address: string): string => `<${address}>; rel=preload; as=fetch; crossorigin`

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Travaux</title>
<h1>The page has not been built</h1><p>Start the server with <code>npx -y pnpm@12 start</code>, which builds it.</p></html>`

type Encoding = 'br' | 'gzip' | 'identity'

/** A file of the page, in memory: a page that is rebuilt under a running server must not lose its parts. */
class PageFile {
  readonly type: string
  readonly cacheControl: string
  readonly #compressible: boolean
  readonly #bodies = new Map<Encoding, Uint8Array<ArrayBuffer>>()

  constructor(name: string, body: Uint8Array<ArrayBuffer>) {
    const extension = path.extname(name)
    this.type = TYPES[extension] ?? 'application/octet-stream'
    this.cacheControl = name.startsWith('assets/') ? FOREVER : 'no-cache'
    this.#compressible = COMPRESSIBLE.has(extension)
    this.#bodies.set('identity', body)
  }

  /** The best form that the browser accepts; each is made once. */
  encoded(accepted: string): { encoding: Encoding; body: Uint8Array<ArrayBuffer> } {
    const encoding = (this.#compressible && (['br', 'gzip'] as const).find((each) => accepted.includes(each))) || 'identity'
    const body = this.#bodies.get(encoding) ?? compress(this.#bodies.get('identity')!, encoding)
    this.#bodies.set(encoding, body)
    return { encoding, body }
  }
}

function compress(body: Uint8Array, encoding: Encoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case 'br':
      return new Uint8Array(brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }))
    case 'gzip':
      return new Uint8Array(gzipSync(body))
    case 'identity':
      return new Uint8Array(body)
  }
}

/** The built page: its files under their own names, and the page itself at every other address that isn't a file's. */
export function pageRoutes(folder = DIST) {
  const files = readFiles(folder)
  return new Hono<Environment>().get('*', (c) => {
    const name = c.req.path.slice(1)
    const file = files.get(name)
    if (file) return send(c, file)
    if (path.basename(name).includes('.')) return c.notFound()
    const page = files.get('index.html')
    if (!page) return c.html(NOT_BUILT, 503)
    const draft = DRAFT_ADDRESS.exec(c.req.path)?.[1]
    if (draft !== undefined) c.header('Link', ['/api/me', `/api/drafts/${draft}?doc=0`].map(fetchedAhead).join(', '))
    return send(c, page)
  })
}

function readFiles(folder: string): Map<string, PageFile> {
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile())
  return new Map(
    files.map((file) => {
      const name = file.split(path.sep).join('/')
      return [name, new PageFile(name, new Uint8Array(readFileSync(path.join(folder, file))))]
    }),
  )
}

function send(c: Context<Environment>, file: PageFile): Response {
  const { encoding, body } = file.encoded(c.req.header('accept-encoding') ?? '')
  return c.body(body, 200, {
    'Content-Type': file.type,
    'Cache-Control': file.cacheControl,
    Vary: 'Accept-Encoding',
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  })
}
