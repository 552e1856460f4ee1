import type { Problem, ProblemId } from '@travaux/shared/protocol'

/** What the server (or the way to it) answered instead of what was asked for. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail || problem.title)
    this.problem = problem
  }

  is(id: ProblemId): boolean {
    return this.problem.type === `urn:travaux:error:${id}`
  }
}

/** The answer's own problem, or one made from its status where it carries none (a proxy's page, say). */
export function problemOf(status: number, body: string): Problem {
  try {
    const problem = JSON.parse(body) as Partial<Problem>
    if (typeof problem.title === 'string') return { type: 'about:blank', status, detail: '', ...problem } as Problem
  } catch {
    // Not JSON: the server itself always answers with a problem, something in between did not.
  }
  return { type: 'about:blank', title: `The server answered ${status}`, status, detail: '' }
}

/** Status 0: no answer came at all. */
export const unreachable = (): Problem => ({
  type: 'about:blank',
  title: 'The server cannot be reached',
  status: 0,
  detail: 'Check the connection; nothing was changed.',
})

export const asProblem = (error: unknown): Problem =>
  error instanceof ProblemError
    ? error.problem
    : {
        type: 'about:blank',
        title: 'Something went wrong',
        status: 0,
        detail: error instanceof Error ? error.message : String(error),
      }
