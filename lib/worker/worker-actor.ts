import type { Actor } from '@/lib/access/actor';

/** The worker acts for the deployment: what it changes by itself is upkeep, and is on record under this name. */
export const workerActor: Actor = {
  kind: 'worker',
  id: null,
  personId: null,
  label: 'worker',
  grants: [{ role: 'admin', scope: { kind: 'all' } }],
};
