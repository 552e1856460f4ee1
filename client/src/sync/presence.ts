import { useEffect, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'

/** Someone who has the draft open now; one person with two windows is one entry. */
export interface Present {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly me: boolean
  /** Where their caret stands, as the editor's binding shares it; null while they are not in the text. */
  readonly caret: unknown
}

interface SharedState {
  user?: { id?: string; name?: string; color?: string }
  cursor?: { head?: unknown } | null
}

function presentPeople(awareness: Awareness, myId: string): Present[] {
  const people = new Map<string, Present>()
  for (const [client, state] of awareness.getStates() as Map<number, SharedState>) {
    const { user, cursor } = state
    if (!user?.name) continue
    const id = user.id ?? String(client)
    const caret = cursor?.head ?? people.get(id)?.caret ?? null
    people.set(id, { id, name: user.name, color: user.color ?? '#5b6873', me: id === myId, caret })
  }
  return [...people.values()].sort((a, b) => Number(b.me) - Number(a.me) || a.name.localeCompare(b.name))
}

/** Everyone who is here, this person first. */
export function usePresence(awareness: Awareness, myId: string): readonly Present[] {
  const [people, setPeople] = useState<readonly Present[]>([])
  useEffect(() => {
    const read = () => setPeople(presentPeople(awareness, myId))
    read()
    awareness.on('change', read)
    return () => awareness.off('change', read)
  }, [awareness, myId])
  return people
}

/** eId of the block that a shared caret stands in; null when its text is gone. */
export function blockOfCaret(document: Y.Doc, caret: unknown): string | null {
  const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(caret), document)
  let type = place?.type as Y.AbstractType<unknown> | null | undefined
  while (type) {
    if (type instanceof Y.XmlElement && type.getAttribute('eId')) return type.getAttribute('eId') ?? null
    type = type.parent as Y.AbstractType<unknown> | null
  }
  return null
}
