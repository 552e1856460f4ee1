import type { Node } from 'prosemirror-model'
import { makeForm, type FormInput, type FormRequest } from '@travaux/shared/export'
import { EXPORTED_AT } from './word-export.ts'

/** What an export is made from, with something sensible for everything that a test does not care about. */
export const formInput = (base: Node, draft: Node, options: Partial<FormInput> = {}): FormInput => ({
  base,
  draft,
  language: base.attrs['language'] as string,
  direction: base.attrs['direction'] as 'ltr' | 'rtl',
  instrumentTitle: 'Draft Convention',
  baseName: 'Final draft (A/AC.291/22)',
  draftTitle: 'Coalition text',
  header: { title: 'Draft Convention', symbol: 'A/AC.291/22', revision: 'Final draft', date: '6 February 2024' },
  notes: new Map(),
  revisions: [],
  others: [],
  threads: [],
  attribute: ({ eId }) => ({ author: `Author of ${eId}`, at: EXPORTED_AT }),
  generatedAt: EXPORTED_AT,
  ...options,
})

/** The bytes of a form that is a file. */
export async function formBytes(
  input: FormInput,
  request: Partial<FormRequest> & Pick<FormRequest, 'format'>,
): Promise<Uint8Array> {
  const form = await makeForm(input, { view: 'tracked', scope: 'all', amendment: null, ...request })
  if (form?.kind !== 'file') throw new Error('This form is printed.')
  return form.bytes
}

export const formText = async (input: FormInput, request: Partial<FormRequest> & Pick<FormRequest, 'format'>): Promise<string> =>
  new TextDecoder().decode(await formBytes(input, request))

/** What the Typst template is given. */
export async function printedPaper(input: FormInput, request: Partial<FormRequest> = {}): Promise<string> {
  const form = await makeForm(input, { view: 'tracked', scope: 'all', amendment: null, ...request, format: 'pdf' })
  if (form?.kind !== 'print') throw new Error('A PDF is printed.')
  return form.paper
}
