/** A refused body longer than this is not waited for: its sender is cut off. */
const MAX_DISCARDED_BYTES = 200 * 1024 * 1024

/**
 * Lets what is left of a refused request arrive, and forgets it. A browser that is cut off while it sends never shows the answer, and a
 * connection with half a body on it can't carry another request. The server's request timeout bounds the wait.
 */
export async function discardBody({ body, bodyUsed, headers }: Request): Promise<void> {
  if (!body || bodyUsed || body.locked || Number(headers.get('content-length') ?? 0) > MAX_DISCARDED_BYTES) return
  await body.pipeTo(new WritableStream()).catch(() => {})
}
