/** Whether this browser keeps copies of drafts, and how to get rid of them. */
export const COPY_PREFIX = 'travaux:draft:'
const SWITCH = 'travaux:keep-copies'

/** What closes the copies that are in use now; a database in use cannot be deleted. */
const inUse = new Set<() => Promise<void>>()

/** Off for a shared computer. */
export const keepsCopies = (): boolean => localStorage.getItem(SWITCH) !== 'off'

/** Switches the copies on (from the next draft opened) or off for this browser. Switching off deletes those already there. */
export async function keepCopies(on: boolean): Promise<void> {
  localStorage.setItem(SWITCH, on ? 'on' : 'off')
  if (!on) await wipeCopies()
}

/** `close` is called when the copies are wiped. Gives a function that takes the registration back. */
export function whileInUse(close: () => Promise<void>): () => void {
  inUse.add(close)
  return () => inUse.delete(close)
}

async function wipeCopies(): Promise<void> {
  await Promise.all(Array.from(inUse, (close) => close()))
  const databases = await indexedDB.databases()
  const names = databases.flatMap(({ name }) => (name?.startsWith(COPY_PREFIX) ? [name] : []))
  await Promise.all(names.map(deleteDatabase))
}

/** Resolves when it is gone, or when another window still has it open: then it goes with that window. */
const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('blocked', () => resolve())
    request.addEventListener('error', () => reject(request.error ?? new Error(`${name} could not be deleted.`)))
  })
