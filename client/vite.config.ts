import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

/** In development the page is served by Vite and everything else by the server on PORT. */
const server = `http://127.0.0.1:${process.env['PORT'] ?? 4000}`

/**
 * A file of one of these packages, without sentences with markup (`Trans`), which no page needs at once; pnpm puts the names of other
 * packages into the folders above.
 */
const inPackage = (names: string) => new RegExp(`node_modules/(${names})/(?!.*node_modules)(?!.*\\bTrans)`)

/** Packages that change together and compress better together: those of every page, and those of the text. */
const groups = [
  {
    name: 'page',
    test: inPackage(
      'react|react-dom|scheduler|@tanstack/[a-z-]+|wouter|regexparam|use-sync-external-store|i18next|react-i18next|hono',
    ),
  },
  { name: 'text', test: inPackage('prosemirror-[a-z]+|@tiptap/[a-z]+|yjs|lib0|y-[a-z]+') },
]

/** Whoever comes, comes for a draft: its page's code travels beside the first script instead of after it. */
const DRAFT_PAGE = path.join(import.meta.dirname, 'src/pages/draft/DraftPage.tsx')

const draftAhead: Plugin = {
  name: 'draft-ahead',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const draft = chunks.find(({ facadeModuleId }) => facadeModuleId === DRAFT_PAGE)
      const files = draft ? [...loadedWith(draft.fileName, bundle)].filter((file) => !html.includes(file)) : []
      const link = (file: string) => ({ rel: 'modulepreload', crossorigin: true, fetchpriority: 'low', href: `/${file}` })
      return files.map((file) => ({ tag: 'link', attrs: link(file), injectTo: 'head' }))
    },
  },
}

/** A chunk and everything that it imports at once. */
function loadedWith(name: string, bundle: Rolldown.OutputBundle, seen = new Set<string>()): Set<string> {
  const chunk = bundle[name]
  if (chunk?.type !== 'chunk' || seen.has(name)) return seen
  seen.add(name)
  for (const imported of chunk.imports) loadedWith(imported, bundle, seen)
  return seen
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), draftAhead],
  server: { proxy: { '/api': server, '/sync': { target: server, ws: true } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
})
