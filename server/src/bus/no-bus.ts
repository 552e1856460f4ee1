import type { Bus } from './bus.ts'

/** Where no Redis is named: servers on one database find out from the log alone, a little later. */
export const noBus: Bus = {
  publish: () => {},
  subscribe: () => () => {},
  connected: () => false,
  close: async () => {},
}
