import { Hono } from 'hono'
import { z } from 'zod'
import { InvitationSchema, InvitedSchema, NewInvitationSchema, NewLinkSchema, PersonSchema } from '@travaux/shared/protocol'
import { joinLink } from '../auth/join-link.ts'
import { addLink, listInvitations, revokeLink, type NewLink } from '../store/links.ts'
import { findPerson, listPeople } from '../store/people.ts'
import type { Services } from '../services.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export const peopleRoutes = ({ store, origins }: Services) => {
  const invite = async (by: string, days: number, whom: Pick<NewLink, 'name' | 'role' | 'personId'>) => {
    const link = { ...whom, kind: 'invitation', createdBy: by, milliseconds: days * DAY_MS } as const
    const { secret, ...invitation } = await addLink(store.db, link)
    return { ...invitation, link: joinLink(origins.own, secret) }
  }

  return new Hono<Environment>()
    .get(
      '/people',
      operation({
        summary: 'Everybody who has access',
        answer: { status: 200, schema: z.array(PersonSchema) },
        problems: ['not-signed-in'],
      }),
      allow('read'),
      async (c) => c.json(await listPeople(store.db), 200),
    )
    .get(
      '/invitations',
      operation({
        summary: 'All invitations, the newest first',
        answer: { status: 200, schema: z.array(InvitationSchema) },
        problems: ['not-signed-in', 'forbidden'],
      }),
      allow('invite'),
      async (c) => c.json(await listInvitations(store.db), 200),
    )
    .post(
      '/invitations',
      operation({
        summary: 'Invite a person; the link is shown once and signs one person in',
        answer: { status: 201, schema: InvitedSchema },
        problems: ['bad-request', 'not-signed-in', 'forbidden', 'bad-origin'],
      }),
      allow('invite'),
      checked('json', NewInvitationSchema),
      async (c) => {
        const { name, role, days } = c.req.valid('json')
        return c.json(await invite(signedIn(c).person.id, days, { name, role, personId: null }), 201)
      },
    )
    .post(
      '/people/:id/link',
      operation({
        summary: 'Make a link that signs somebody in again who has lost their session; shown once, works once',
        answer: { status: 201, schema: InvitedSchema },
        problems: ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'bad-origin'],
      }),
      allow('invite'),
      checked('json', NewLinkSchema),
      async (c) => {
        const person = await findPerson(store.db, c.req.param('id'))
        if (!person) throw new Refusal('not-found', 'There is nobody of this id.')
        const { id: personId, name, role } = person
        return c.json(await invite(signedIn(c).person.id, c.req.valid('json').days, { name, role, personId }), 201)
      },
    )
    .delete(
      '/invitations/:id',
      operation({
        summary: 'Revoke an invitation that nobody has used',
        answer: { status: 204 },
        problems: ['not-signed-in', 'forbidden', 'not-found', 'bad-origin'],
      }),
      allow('invite'),
      async (c) => {
        if (!(await revokeLink(store.db, c.req.param('id'))))
          throw new Refusal('not-found', 'There is no open invitation of this id.')
        return c.body(null, 204)
      },
    )
}
