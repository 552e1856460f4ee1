import { DiffCache } from '@travaux/shared/diff'
import { renumbered } from '@travaux/shared/instruct'
import type { Count } from './redline-keeper.ts'

const cache = new DiffCache()

/** The draft as every file numbers it. */
export const count: Count = (base, draft) => renumbered(base, draft, cache)
