import path from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

const SRC = path.join(import.meta.dirname, 'src')
/** Whoever comes, comes for a draft. */
export const DRAFT_PAGE = path.join(SRC, 'pages/draft/DraftPage.tsx')
const OTHER_PAGES = ['home/HomePage', 'join/JoinPage', 'import/ImportPage', 'compare/ComparePage', 'history/HistoryPage'].map(
  (page) => path.join(SRC, `pages/${page}.tsx`),
)

/** A file of a package, without sentences with markup (`Trans`), which no page needs at once; pnpm puts the names of others above. */
const inPackage = (names: string) => new RegExp(`node_modules/(${names})/(?!.*node_modules)(?!.*\\bTrans)`)

/** Packages that change together and compress better together: those of every page, and those of the text. */
export const PACKAGES: Rolldown.CodeSplittingGroup[] = [
  {
    name: 'page',
    test: inPackage(
      'react|react-dom|scheduler|@tanstack/[a-z-]+|wouter|regexparam|use-sync-external-store|i18next|react-i18next|hono',
    ),
  },
  { name: 'text', test: inPackage('prosemirror-[a-z]+|@tiptap/[a-z]+|yjs|lib0|y-[a-z]+') },
]

/**
 * The modules that open a draft in two files, those that another page needs at once too and those that none does: by itself the bundler
 * makes a file of every set of pages that share a module, and a browser takes milliseconds over each, even from its cache. Which modules
 * a page really needs, past the index files that name everything, is known only once they have been bundled, so they are: nothing is
 * written.
 */
export async function draftFiles(plugins: Plugin[]): Promise<Rolldown.CodeSplittingGroup> {
  const built = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    plugins,
    build: { write: false, minify: false, rolldownOptions: { output: { codeSplitting: { groups: PACKAGES } } } },
  })
  if (!('output' in built)) throw new Error('The build of the page gave no single output.')
  const chunks = built.output.filter((file) => file.type === 'chunk')
  const needed = (page: (chunk: Rolldown.OutputChunk) => boolean) =>
    new Set(loadedWith(chunks.find(page)!, chunks).flatMap(({ moduleIds }) => moduleIds))
  const always = needed(({ isEntry }) => isEntry)
  const draft = needed(({ facadeModuleId }) => facadeModuleId === DRAFT_PAGE)
  const others = OTHER_PAGES.map((page) => needed(({ facadeModuleId }) => facadeModuleId === page))
  return {
    debugName: 'draft',
    name: (id) => (others.some((other) => other.has(id)) ? 'common' : 'draft'),
    test: (id) => draft.has(id) && !always.has(id),
    // Else a module would take with it what its index files name.
    includeDependenciesRecursively: false,
  }
}

/** A chunk and everything that it imports at once. */
export function loadedWith(first: Rolldown.OutputChunk, chunks: readonly Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const loaded = new Set([first])
  for (const { imports } of loaded) for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk)
  return [...loaded]
}
