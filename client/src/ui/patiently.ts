/** Milliseconds from a failed try to the next. */
const NEXT_TRY = 3_000

/** Fetches code until it arrives: what stands around a text may come late, but a lost connection must not take the text away. */
export async function patiently<Code>(load: () => Promise<Code>): Promise<Code> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, NEXT_TRY))
    }
  }
}
