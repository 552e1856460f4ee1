import type { Imported, WordImport } from './calls.ts'
import { OWN_HEADER } from './calls.ts'
import { ProblemError, problemOf, unreachable } from './problem.ts'

export interface ImportRequest {
  readonly file: File
  readonly title?: string
  readonly symbol?: string
  /** Name of the revision. */
  readonly revision?: string
  /** Set when the file is a further revision of this instrument. */
  readonly instrumentId?: string
}

export interface Upload<T> {
  readonly done: Promise<T>
  cancel(): void
}

/**
 * Sends the file to be parsed. `sent` is told the fraction from 0 to 1; at 1 the server is reading it.
 * `done` rejects with a `ProblemError`, or with an `AbortError` after `cancel`.
 */
export const importInstrument = (request: ImportRequest, sent: (fraction: number) => void): Upload<Imported> =>
  send('/api/instruments', request, sent)

/** Sends the file to be read and checked before it becomes a revision. */
export const stageImport = (
  { revision: _laterNamed, ...request }: ImportRequest,
  sent: (fraction: number) => void,
): Upload<{ id: string }> => send('/api/imports', request, sent)

/** Sends a Word file that was edited outside; what comes of it stands in the draft as suggestions. */
export const importWord = (draftId: string, file: File, sent: (fraction: number) => void): Upload<WordImport> =>
  send(`/api/drafts/${encodeURIComponent(draftId)}/import`, { file }, sent)

function send<T>(target: string, request: ImportRequest, sent: (fraction: number) => void): Upload<T> {
  // XMLHttpRequest, because fetch does not report how much of a body has gone out.
  const xhr = new XMLHttpRequest()
  const done = new Promise<T>((resolve, reject) => {
    xhr.upload.addEventListener('progress', ({ loaded, total }) => sent(total > 0 ? loaded / total : 1))
    xhr.upload.addEventListener('load', () => sent(1))
    xhr.addEventListener('load', () => {
      if (xhr.status === 200 || xhr.status === 201) resolve(JSON.parse(xhr.responseText) as T)
      else reject(new ProblemError(problemOf(xhr.status, xhr.responseText)))
    })
    xhr.addEventListener('error', () => reject(new ProblemError(unreachable())))
    xhr.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')))
  })
  xhr.open('POST', target)
  for (const [name, value] of Object.entries(OWN_HEADER)) xhr.setRequestHeader(name, value)
  xhr.send(formOf(request))
  return { done, cancel: () => xhr.abort() }
}

function formOf({ file, ...fields }: ImportRequest): FormData {
  const form = new FormData()
  form.set('file', file)
  for (const [name, value] of Object.entries(fields)) if (value) form.set(name, value)
  return form
}
