/**
 * Node's HTTP server. To `import` it would run every getter of that module, one of which loads a whole HTTP client: 30 ms of each start and
 * 2 MB.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http')
