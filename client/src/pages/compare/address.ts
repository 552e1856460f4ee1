export const COMPARE_PATH = '/revisions/:id/compare/:other'

/** Where the revision `id` stands beside the earlier one `other`. */
export const compareAddress = (id: string, other: string): string => COMPARE_PATH.replace(':id', id).replace(':other', other)
