import type { DraftLog } from './draft-log.ts'

/** The log, which also says when it has put rows of a draft away. */
export const onFold = (log: DraftLog, tell: (draftId: string) => void): DraftLog => ({
  seed: (...seed) => log.seed(...seed),
  load: (draftId) => log.load(draftId),
  append: (batch) => log.append(batch),
  async fold(draftId, fold) {
    const folded = await log.fold(draftId, fold)
    if (folded) tell(draftId)
    return folded
  },
  history: (...from) => log.history(...from),
  lastChange: (draftId) => log.lastChange(draftId),
  checkWritable: (at) => log.checkWritable(at),
})
