export { reimport } from './reimport.ts'
export type * from './types.ts'
