/** Roles in a workspace and in a draft, from most to least: each may do everything that the later ones may. */
export const ROLES = ['coordinator', 'drafter', 'reviewer', 'observer'] as const
export type Role = (typeof ROLES)[number]

export const ACTIONS = ['read', 'comment', 'suggest', 'edit', 'import', 'createDraft', 'invite', 'manage'] as const
export type Action = (typeof ACTIONS)[number]

const LEAST: Record<Action, Role> = {
  read: 'observer',
  comment: 'reviewer',
  suggest: 'reviewer',
  edit: 'drafter',
  import: 'drafter',
  createDraft: 'drafter',
  invite: 'coordinator',
  manage: 'coordinator',
}

/** Whether a person with this role may do this: the one rule, asked by every route and by the sync gate. */
export function can(role: Role, action: Action): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(LEAST[action])
}
