import type { EditorHandle, ReferenceRepair } from '../editor/index.ts'
import { i18n } from '../i18n/index.ts'
import { notify } from '../ui/Toasts.tsx'
import '../i18n/amendment-strings.ts'

/** Repairs stale references in the text, shows the first and says what was done: edits of the draft, or suggestions of somebody who suggests. */
export async function carryOutRepairs(handle: EditorHandle, repairs: readonly ReferenceRepair[]): Promise<void> {
  handle.goTo(repairs[0]!.at)
  const count = await handle.repairReferences(repairs)
  const how = handle.getSnapshot().mode === 'suggesting' ? 'suggested' : 'repaired'
  if (count > 0) notify({ title: i18n.t(`amendments.done.${how}`, { count }) })
  const missed = repairs.length - count
  if (missed > 0) notify({ title: i18n.t('amendments.done.notRepaired', { count: missed }), kind: 'problem' })
}
