import { revokeToken } from '../auth/tokens.ts'
import { revokeLink } from '../store/links.ts'
import { revokePerson } from '../store/people.ts'
import { complain, expectPositionals, type Command } from './command.ts'
import { withStore } from './workspace.ts'

export const revoke: Command = {
  usage: 'revoke ID',
  summary: 'End a token, an invitation that nobody has used, or a person’s access.',
  help: ['ID is what `invite` and `token` printed, or a person’s id. Open windows close within five seconds.'],
  options: {},
  async run(positionals) {
    const [id] = expectPositionals(positionals, 'ID')
    const revoked = await withStore(
      async ({ db }) => (await revokeToken(db, id!)) || (await revokeLink(db, id!)) || (await revokePerson(db, id!)),
    )
    if (!revoked) complain(`Nothing that can be revoked has the id “${id}”.`)
    return revoked ? 0 : 1
  },
}
