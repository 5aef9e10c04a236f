import type { Permission, RoleGrant } from '@/lib/domain/access';

/**
 * Who acts. A token acts for its person, never beyond its own permissions. `id` is the person's, the token's, the probe
 * agent's, or null.
 */
export interface Actor {
  kind: 'person' | 'token' | 'worker' | 'cli' | 'file' | 'probe-agent';
  id: string | null;
  /** The person behind a token or a session; null for machines. */
  personId: string | null;
  /** What the audit record shows: an e-mail address, `token ci-export of …`, `worker`. */
  label: string;
  grants: RoleGrant[];
  /** Present on tokens: the only permissions it may use, of those its person still holds. */
  onlyPermissions?: readonly Permission[];
  /** Present on probe agents: the site they measure from, the only one they may report of. */
  site?: string;
}

/** The CLI acts with the rights of whoever holds the database and the key: all of them. */
export function cliActor(label: string): Actor {
  return { kind: 'cli', id: null, personId: null, label, grants: [{ role: 'admin', scope: { kind: 'all' } }] };
}

/** millwright.yaml acts as an administrator: whoever writes it already controls the deployment. */
export const fileActor: Actor = {
  kind: 'file',
  id: null,
  personId: null,
  label: 'millwright.yaml',
  grants: [{ role: 'admin', scope: { kind: 'all' } }],
};
