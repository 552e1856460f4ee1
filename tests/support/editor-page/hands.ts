import type { Page } from 'playwright-core'

/** What hands do in an editor of the editor page, each waiting for what it does. */

/** Redline, outline, changes and suggestions are brought up to date in idle time. */
export const settled = (page: Page): Promise<void> => page.evaluate(() => window.harness.settled())

/** Waits until the browser has drawn, and told of the caret. */
export const frame = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))))

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
  await frame(page)
}

/** Selects words of a block, by characters from its start (from its end when negative); a caret where `to` is `from`. */
export async function select(page: Page, id: string, eId: string, from: number, to = from): Promise<void> {
  await page.locator(`#${id} [contenteditable="true"]`).focus()
  await page.evaluate(
    async ({ id, eId, from, to }) => {
      // ProseMirror puts its own selection back 20 ms after it gets the focus.
      await new Promise((resolve) => setTimeout(resolve, 25))
      const block = document.querySelector(`#${id} [data-eid="${eId}"]`)!
      const textblock = block.tagName === 'SECTION' ? block.querySelector('h3')! : block
      const walker = document.createTreeWalker(textblock, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement!.closest('[contenteditable="false"]') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      )
      const texts: Text[] = []
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      const length = texts.reduce((sum, text) => sum + text.length, 0)
      const place = (offset: number): [Node, number] => {
        let left = offset < 0 ? length + 1 + offset : offset
        for (const text of texts) {
          if (left <= text.length) return [text, left]
          left -= text.length
        }
        return [textblock, 0]
      }
      getSelection()!.setBaseAndExtent(...place(from), ...place(to))
    },
    { id, eId, from, to },
  )
  await frame(page)
}
