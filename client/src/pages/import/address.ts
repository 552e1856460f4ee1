export const IMPORT_PATH = '/imports/:id'

export const importAddress = (id: string): string => IMPORT_PATH.replace(':id', id)
