import type { Context } from 'hono'
import { PROBLEMS, problemType, type Problem, type ProblemId } from '@travaux/shared/protocol'

/** Where in an upload the trouble is. */
export interface UploadPlace {
  file?: string
  place?: string
}

/** Thrown by a route to answer with a problem; what a command refuses arrives as a result and becomes one of these at the edge. */
export class Refusal extends Error {
  readonly id: ProblemId
  readonly where: UploadPlace

  constructor(id: ProblemId, detail: string, where: UploadPlace = {}) {
    super(detail)
    this.id = id
    this.where = where
  }
}

/** RFC 9457. */
export function problem(id: ProblemId, detail: string, where: UploadPlace = {}): Problem {
  return { type: problemType(id), ...PROBLEMS[id], detail, ...where }
}

export function problemResponse(c: Context, id: ProblemId, detail: string, where?: UploadPlace): Response {
  return c.body(JSON.stringify(problem(id, detail, where)), PROBLEMS[id].status, { 'Content-Type': 'application/problem+json' })
}
