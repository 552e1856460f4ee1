import type { Page } from 'playwright-core'

/** Where a provision stands in the editor, ours or plain Tiptap's. */
const PROVISION = '.draft-text p[data-kind="provision"]'

declare global {
  interface Window {
    /** Milliseconds from the start of the navigation to the first provision in the page, and to the end of the frame that showed it. */
    firstText: { inserted: number; painted: number } | undefined
  }
}

/** Makes every later navigation of this page note when its text was there. */
export async function watchFirstText(page: Page): Promise<void> {
  await page.addInitScript((provision) => {
    window.firstText = undefined
    const observer = new MutationObserver(() => {
      if (!document.querySelector(provision)) return
      observer.disconnect()
      const inserted = performance.now()
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', () => (window.firstText = { inserted, painted: performance.now() }))
        channel.port1.start()
        channel.port2.postMessage(null)
      })
    })
    observer.observe(document, { childList: true, subtree: true })
  }, PROVISION)
}

/** Goes to an address and gives when its text was there. */
export async function firstText(page: Page, address: string): Promise<{ inserted: number; painted: number }> {
  await page.goto(address)
  const seen = await page.waitForFunction(() => window.firstText)
  return (await seen.jsonValue())!
}
