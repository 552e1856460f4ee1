import path from 'node:path'

/** This folder, or `server/dist`, where `server/build.ts` puts everything side by side. */
const HERE = import.meta.dirname
const BUILT = path.basename(HERE) === 'dist'

/** The folder of the whole program. */
export const ROOT = path.resolve(HERE, '../..')

/** The file of a program that runs in a thread or process of its own, by its place in this folder (`work/worker.ts`). */
export const program = (source: string): string => path.join(HERE, BUILT ? `${path.basename(source, '.ts')}.js` : source)
