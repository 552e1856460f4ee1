import type { Mark, Schema } from 'prosemirror-model'
import { schema, stampOf, type MarkName } from '../model/index.ts'

/**
 * A mark as Yjs keeps it: a format's name and its value, both plain. Marks of which several may stand on the same words have their
 * id in the name (`insertion--USER:1`), so that two people's never overwrite each other; a suggestion's value is its time.
 */
export type Format = readonly [key: string, value: true | number]

const SEPARATOR = '--'

export function formatOf(mark: Mark): Format {
  const name = mark.type.name as MarkName
  switch (name) {
    case 'strong':
    case 'em':
    case 'noteRef':
      return [name, true]
    case 'insertion':
    case 'deletion':
      return [`${name}${SEPARATOR}${mark.attrs['id']}`, mark.attrs['at'] as number]
    case 'comment':
      return [`${name}${SEPARATOR}${mark.attrs['id']}`, true]
  }
}

/** A format's name in its parts; the id is null where the mark has none. */
export function splitFormat(key: string): { name: string; id: string | null } {
  const at = key.indexOf(SEPARATOR)
  return at < 0 ? { name: key, id: null } : { name: key.slice(0, at), id: key.slice(at + SEPARATOR.length) }
}

/** The mark that a format stands for, in whichever copy of the schema; null when there is no such mark. */
export function markOfFormat(key: string, value: unknown, own: Schema = schema): Mark | null {
  const { name, id } = splitFormat(key)
  const type = own.marks[name]
  switch (name) {
    case 'strong':
    case 'em':
    case 'noteRef':
      // Drafts from before suggestions have `{}` here.
      return type && id === null && (value === true || (typeof value === 'object' && value !== null)) ? type.create() : null
    case 'insertion':
    case 'deletion': {
      const stamp = id === null ? null : stampOf(id, value)
      return type && stamp ? type.create(stamp) : null
    }
    case 'comment':
      return type && id !== null && stampOf(id, 0) && value === true ? type.create({ id }) : null
    default:
      return null
  }
}
