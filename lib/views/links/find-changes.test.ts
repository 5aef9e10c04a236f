import { expect, it } from 'vitest';
import type { LinkNow } from '@/lib/analytics/link-health/advance-troubles';
import type { Link } from '@/lib/analytics/links/join-links';
import { bareLink } from '@/lib/domain/link/link-facts';
import type { LinkTrouble } from '@/lib/store/links/link-troubles';
import { findChanges } from './find-changes';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));

/** A link with these tellers, by the ids of their resources. */
function linkOf(...tellers: [string, ...string[]]): Link {
  const told = tellers.map((id) => ({
    id,
    resource: {
      ...{ id, connectionId: id === 'declared' ? null : `connection of ${id}`, provider: null, nativeId: id, name: id },
      ...{ account: '', region: '', site: 'dublin', team: null, owner: null },
    },
    facts: bareLink({ form: 'circuit', name: id, state: 'down', nativeState: null }),
    readAt: at(0),
    isExpired: false,
  }));
  const place = { site: null, label: null, by: 'nothing' } as const;
  const none = { parent: null, parts: [], carriers: null, riders: [], spares: [] };
  return { id: tellers[0], told: told as unknown as Link['told'], near: place, far: place, ...none };
}

const look = (minute: number, state: LinkNow['state'], link: Link) => ({
  standing: { link },
  now: {
    ...{ at: at(minute), state, since: null, cause: null, falls: [], isFlapping: false, isToldByOthers: false },
    ...{ quality: { verdict: 'unclear' }, hasLostSpares: null, sparesSince: null },
  } satisfies LinkNow,
});
const keep = (trouble: LinkTrouble | undefined, id: string): LinkTrouble => {
  if (trouble === undefined) throw new Error('Nothing went wrong.');
  return { ...trouble, id };
};

it('goes on with a trouble when another teller comes to name the link', () => {
  const [begun] = findChanges([look(0, 'down', linkOf('declared'))], []);
  const kept = keep(begun, 'one');
  expect(kept).toMatchObject({ connectionId: null, nativeId: 'declared', closedAt: null });
  const joined = linkOf('circuit', 'declared');
  expect(findChanges([look(5, 'down', joined)], [kept])).toEqual([]);
  expect(findChanges([look(9, 'up', joined)], [kept])).toMatchObject([
    { id: 'one', connectionId: null, nativeId: 'declared', closedAt: at(9) },
  ]);
});

it('ends the newer of two that go on of one link', () => {
  const [older] = findChanges([look(0, 'down', linkOf('declared'))], []);
  const [newer] = findChanges([look(3, 'down', linkOf('circuit'))], []);
  const kept = [keep(newer, 'newer'), keep(older, 'older')];
  expect(findChanges([look(5, 'down', linkOf('circuit', 'declared'))], kept)).toMatchObject([
    { id: 'newer', nativeId: 'circuit', closedAt: at(5) },
  ]);
});
