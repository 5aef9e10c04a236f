import { headers } from 'next/headers';
import { cache } from 'react';
import type { Actor } from '@/lib/access/actor';
import { resolveActor } from '@/lib/access/request/resolve-actor';
import { sharedConfig } from '@/lib/config/shared-config';
import { sharedDatabase } from '@/lib/store/database/database';

/**
 * Who looks at the page being rendered, with what they hold now; null when nobody is signed in, when the session is over or
 * when the person was disabled. For server components; read once a request. Pages are asked for with cookies only.
 */
export const readCurrentActor: () => Promise<Actor | null> = cache(async () => {
  const own = new Headers(await headers());
  own.delete('authorization');
  const { actor } = await resolveActor(own, sharedDatabase(), sharedConfig(), new Date());
  return actor;
});
