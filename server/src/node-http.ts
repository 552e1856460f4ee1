/**
 * Node's HTTP server. To `import` it would run every getter of that module, one of which loads a whole HTTP client: at a start 80 ms of
 * processor time and 16 MB, which the routes may take later, when people's drafts are back.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http')
