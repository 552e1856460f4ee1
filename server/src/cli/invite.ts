import { ROLES } from '@travaux/shared/protocol'
import { joinLink } from '../auth/join-link.ts'
import { addLink, type NewLink } from '../store/links.ts'
import { listPeople } from '../store/people.ts'
import type { Database } from '../store/tables.ts'
import { complain, expectPositionals, say, textOption, UsageError, type Command, type Values } from './command.ts'
import { linkOrigin, withStore } from './workspace.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const MAX_DAYS = 90

export const invite: Command = {
  usage: 'invite (--role R --name N | --person ID) [--days 14]',
  summary: 'Make a link that signs one person in, once.',
  help: [
    `R is one of ${ROLES.join(', ')}. The link is shown once; its id, for \`revoke\`, goes to stderr.`,
    '--person signs somebody in again who has lost their session: ID is their id, or their name where only one person has it.',
  ],
  options: {
    person: { type: 'string' },
    role: { type: 'string' },
    name: { type: 'string' },
    days: { type: 'string', default: '14' },
  },
  async run(positionals, values) {
    expectPositionals(positionals)
    const days = Number(textOption(values, 'days'))
    if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) throw new UsageError(`--days must be from 1 to ${MAX_DAYS}.`)
    const known = values['person'] === undefined ? null : textOption(values, 'person').trim()
    const newcomer = known === null ? newPerson(values) : null
    await withStore(async ({ db }, config) => {
      const whom = newcomer ?? (await knownPerson(db, known!))
      const link = await addLink(db, { ...whom, kind: 'invitation', createdBy: null, milliseconds: days * DAY_MS })
      complain(`id: ${link.id}, valid until ${link.expiresAt}`)
      say(joinLink(linkOrigin(config), link.secret))
    })
    return 0
  },
}

type Whom = Pick<NewLink, 'name' | 'role' | 'personId'>

const newPerson = (values: Values): Whom => ({
  role: textOption(values, 'role', ROLES),
  name: textOption(values, 'name').trim(),
  personId: null,
})

/** Throws when nobody is meant, or more than one. */
async function knownPerson(db: Database, idOrName: string): Promise<Whom> {
  const found = (await listPeople(db)).filter(({ id, name }) => id === idOrName || name === idOrName)
  const [person] = found
  if (!person) throw new Error(`Nobody who has access has the id or name “${idOrName}”.`)
  if (found.length > 1) throw new Error(`Several people are called “${idOrName}”: ${found.map(({ id }) => id).join(', ')}.`)
  return { name: person.name, role: person.role, personId: person.id }
}
