import { describeRoute, resolver, validator } from 'hono-openapi'
import type { Env, MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import { ProblemSchema, PROBLEMS, type ProblemId } from '@travaux/shared/protocol'
import { Refusal } from './problem.ts'

interface Operation {
  summary: string
  /** Status and shape of the answer; no shape for an answer without a body. */
  answer: { status: 200 | 201 | 204; schema?: z.ZodType; content?: Record<string, object> }
  problems: readonly ProblemId[]
}

/** The operation's part of the OpenAPI document, problems included. */
export function operation({ summary, answer, problems }: Operation): MiddlewareHandler {
  const content = answer.content ?? (answer.schema && { 'application/json': { schema: resolver(answer.schema) } })
  const statuses = Map.groupBy(problems, (id) => PROBLEMS[id].status)
  return describeRoute({
    summary,
    responses: {
      [answer.status]: { description: summary, ...(content && { content }) },
      ...Object.fromEntries(
        Array.from(statuses, ([status, ids]) => [
          status,
          {
            description: ids.map((id) => `${id}: ${PROBLEMS[id].title}`).join('; '),
            content: { 'application/problem+json': { schema: resolver(ProblemSchema) } },
          },
        ]),
      ),
    },
  })
}

/** Checks the JSON body, the query or the form against its shape; what doesn't fit is a `bad-request` that names the field. */
export const checked = <Target extends 'json' | 'query' | 'form' | 'param', Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
) =>
  validator<Schema, Target, Env, string, z.input<Schema>, z.output<Schema>>(target, schema, (result) => {
    if (result.success) return
    const [issue] = result.error
    const field = issue?.path?.map((part) => (typeof part === 'object' ? String(part.key) : String(part))).join('.')
    throw new Refusal(
      'bad-request',
      field ? `${field}: ${issue?.message}` : (issue?.message ?? 'The request has the wrong shape.'),
    )
  })
