import type { Actor } from '@/lib/access/actor';
import type { Database } from '@/lib/store/database/database';

/** What every mutation is given: who acts, where it is written, what time it is and which request asked. */
export interface CommandContext {
  actor: Actor;
  database: Database;
  now: Date;
  /** Ties the change to the log and to the answer the caller saw. */
  requestId: string;
}
