/** Stable ids of errors, after `urn:travaux:error:`. */
export const PROBLEMS = {
  'not-signed-in': { status: 401, title: 'You are not signed in' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'bad-request': { status: 400, title: 'The request could not be understood' },
  'bad-origin': { status: 403, title: 'The request came from another site' },
  'suggestion-stuck': { status: 409, title: 'The suggestion can’t be accepted any more' },
  'link-used': { status: 410, title: 'This link has been used' },
  'link-expired': { status: 410, title: 'This link has expired' },
  'link-unknown': { status: 404, title: 'This link is not valid' },
  'unreadable-file': { status: 422, title: 'The file could not be read' },
  'unsupported-file': { status: 415, title: 'This kind of file cannot be imported' },
  'file-too-large': { status: 413, title: 'The file is too large' },
  'no-structure': { status: 422, title: 'No articles were found in the file' },
  conflict: { status: 409, title: 'Somebody else has changed this meanwhile' },
  'unsupported-format': { status: 404, title: 'This export format is not available' },
  'draft-full': { status: 413, title: 'The draft has grown to the size that the server allows' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'store-failed': { status: 503, title: 'The server cannot save at the moment' },
  internal: { status: 500, title: 'Something went wrong on the server' },
} as const
export type ProblemId = keyof typeof PROBLEMS
export const problemType = (id: ProblemId): string => `urn:travaux:error:${id}`
