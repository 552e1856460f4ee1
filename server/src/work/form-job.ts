import { makeForm, paperOf } from '@travaux/shared/export'
import { formInput } from './form-input.ts'
import type { Answers, Job } from './job.ts'

/** Makes a file of a draft. */
export const form = ({ source, request }: Extract<Job, { kind: 'form' }>): Promise<Answers['form']> =>
  makeForm(formInput(source), request)

/** What the file would show. */
export const preview = ({ source, request }: Extract<Job, { kind: 'preview' }>): Answers['preview'] =>
  paperOf(formInput(source), request)
