import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds on a page that keeps somebody out, each with its place. */
export async function seriousProblems(page: Page): Promise<string[]> {
  // A colleague's name fades beside their caret: halfway it has no contrast, and nobody is meant to read it then. Out of sight it never ends.
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()))
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

/** With `TRAVAUX_SHOTS=1`: what somebody who looks at the page would see, dark and light, as `tests/output/NAME-SCHEME.png`. */
export async function shot(page: Page, name: string): Promise<void> {
  if (!process.env['TRAVAUX_SHOTS']) return
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `tests/output/${name}-${colorScheme}.png` })
  }
}
