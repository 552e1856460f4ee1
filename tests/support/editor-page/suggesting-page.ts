import type { Browser, Page } from 'playwright-core'
import type { Node } from 'prosemirror-model'
import { BREAK, decodeDocument, encodeDocument } from '@travaux/shared/model'
import { proposal, recordKey, type Records, type Statement, type SuggestedDraft, type Suggestion } from '@travaux/shared/suggest'
import type { EditorMode } from '../../../client/src/editor/index.ts'
import * as hands from './hands.ts'

/**
 * The editor page with people at one draft, relayed: whoever is named as suggesting may not decide. One page for all tests of a file;
 * `open` begins anew on it.
 */
export interface SuggestingPage {
  readonly page: Page
  open(people: Readonly<Record<string, EditorMode>>, draft: Node): Promise<void>
  idle(): Promise<void>
  press(...keys: string[]): Promise<void>
  /** Puts the caret into a block, or selects words of it, by characters from its start (from its end when negative). */
  caret(eId: string, from: number, to?: number, id?: string): Promise<void>
  draft(id?: string): Promise<SuggestedDraft>
  listed(id?: string): Promise<readonly Suggestion[]>
  /** What is proposed, one string a suggestion. */
  said(id?: string): Promise<string[]>
}

export async function suggestingPage(browser: Browser, url: string): Promise<SuggestingPage> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1400 } })
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(url)
  const idle = () => hands.settled(page)
  const listed = async (id = 'rita') => {
    await idle()
    return page.evaluate((id) => window.harness.handle(id).getSnapshot().suggestions, id)
  }
  return {
    page,
    async open(people, draft) {
      await page.evaluate(
        ({ draft, people }) => {
          window.harness.clear()
          for (const [id, mode] of people) window.harness.open(id, { draft, base: draft, mode, mayDecide: mode === 'editing' })
        },
        { draft: encodeDocument(draft), people: Object.entries(people) },
      )
      await idle()
    },
    idle,
    press: (...keys) => hands.press(page, ...keys),
    caret: (eId, from, to = from, id = 'rita') => hands.select(page, id, eId, from, to),
    async draft(id = 'rita') {
      const { json, records } = await page.evaluate(
        (id) => ({ json: window.harness.json(id), records: window.harness.records(id) }),
        id,
      )
      const decoded = decodeDocument(json)
      if (!decoded.ok) throw new Error(decoded.reason)
      return { doc: decoded.doc, records: new Map(records.map((record) => [recordKey(record), record])) }
    },
    listed,
    said: async (id) => (await listed(id)).map(({ statements }) => statements.map(inWords).join('; ')),
  }
}

function inWords(statement: Statement): string {
  switch (statement.kind) {
    case 'replace':
      return `replace ${statement.before} with ${statement.after}`
    case 'label':
      return `${statement.attribute} ${statement.before} → ${statement.after}`
    case 'format':
      return `format ${statement.text} ${[...statement.on.map((name) => `+${name}`), ...statement.off.map((name) => `-${name}`)].join()}`
    case 'split':
    case 'join':
      return statement.kind
    default:
      return `${statement.kind} ${statement.text}`
  }
}

/**
 * What a draft proposes, one string a block: `[-struck-]`, `[+added+]`, `¶` for a proposed break, `(+…+)` around a proposed block; and
 * one a record.
 */
export function proposed({ doc, records }: SuggestedDraft): string[] {
  const found: string[] = []
  doc.descendants((node) => {
    if (!node.isTextblock && proposal(node)) {
      found.push(`(+${words(node).join(' | ')}+)`)
      return false
    }
    const [line] = node.isTextblock ? words(node) : []
    if (line !== undefined && (proposal(node) || line.includes('[-') || line.includes('[+'))) found.push(line)
    return !node.isText
  })
  return [...found, ...about(records)]
}

function words(node: Node): string[] {
  if (!node.isTextblock) return node.children.flatMap(words)
  const line = node.children.map(run).join('')
  return [proposal(node) ? `(+${line}+)` : line]
}

function run({ text, marks }: Node): string {
  const names = new Set(marks.map(({ type }) => type.name))
  const plain = text!.replaceAll(BREAK, '¶')
  const sloped = names.has('em') ? `_${plain}_` : plain
  const looked = names.has('strong') ? `*${sloped}*` : sloped
  const added = names.has('insertion') ? `[+${looked}+]` : looked
  return names.has('deletion') ? `[-${added}-]` : added
}

const about = (records: Records): string[] =>
  Array.from(records.values(), (record) =>
    record.op === 'set' ? `${record.target} ${record.attribute}=${record.value}` : `${record.op} ${record.target}`,
  ).sort()
