import { readCurrentActor } from '@/lib/access/session/current-actor';
import { sharedDatabase } from '@/lib/store/database/database';
import type { ViewContext } from '@/lib/views/view-context';

/** What a page's read models are given: the person who looks at it, now. Null when nobody is signed in. */
export async function readPageContext(): Promise<ViewContext | null> {
  const actor = await readCurrentActor();
  return actor === null ? null : { actor, database: sharedDatabase(), now: new Date() };
}
