import react from '@vitejs/plugin-react'
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite'
import { DRAFT_PAGE, draftFiles, loadedWith, PACKAGES } from './page-files.ts'

/** In development the page is served by Vite and everything else by the server on PORT. */
const server = `http://127.0.0.1:${process.env['PORT'] ?? 4000}`

/** The draft page's code and styles travel beside the first script instead of after it; styles that stand need no waiting for. */
const draftAhead: Plugin = {
  name: 'draft-ahead',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const draft = chunks.find(({ moduleIds }) => moduleIds.includes(DRAFT_PAGE))
      const ahead = draft ? loadedWith(draft, chunks).filter(({ fileName }) => !html.includes(fileName)) : []
      const styles = new Set(ahead.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]))
      return [
        ...ahead.map(({ fileName }) => link(fileName, { rel: 'modulepreload', fetchpriority: 'low' })),
        ...Array.from(styles, (style) => link(style, { rel: 'stylesheet' })),
      ]
    },
  },
}

const link = (file: string, attrs: HtmlTagDescriptor['attrs']): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { ...attrs, crossorigin: true, href: `/${file}` },
  injectTo: 'head',
})

export default defineConfig(async ({ command }) => ({
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
    rolldownOptions: {
      output: { codeSplitting: { groups: command === 'build' ? [...PACKAGES, await draftFiles(react())] : PACKAGES } },
    },
  },
}))
