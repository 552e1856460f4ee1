import { ROLES } from '@travaux/shared/protocol'
import { addToken } from '../auth/tokens.ts'
import { complain, expectPositionals, say, textOption, type Command } from './command.ts'
import { withStore } from './workspace.ts'

export const token: Command = {
  usage: 'token --role R --name N',
  summary: 'Make a token for a script, sent as `Authorization: Bearer TOKEN`.',
  help: [`R is one of ${ROLES.join(', ')}. The token is shown once; its id, for \`revoke\`, goes to stderr.`],
  options: { role: { type: 'string' }, name: { type: 'string' } },
  async run(positionals, values) {
    expectPositionals(positionals)
    const role = textOption(values, 'role', ROLES)
    const name = textOption(values, 'name').trim()
    await withStore(async ({ db }) => {
      const { id, secret } = await addToken(db, name, role)
      complain(`id: ${id}`)
      say(secret)
    })
    return 0
  },
}
