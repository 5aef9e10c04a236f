import type { Actor } from '@/lib/access/actor';
import type { Database } from '@/lib/store/database/database';

/** What every read model is given: who asks, where the facts are, and what time it is. */
export interface ViewContext {
  actor: Actor;
  database: Database;
  now: Date;
}
