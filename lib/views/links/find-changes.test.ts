import { expect, it } from 'vitest';
import type { LinkNow } from '@/lib/analytics/link-health/advance-troubles';
import type { Link } from '@/lib/analytics/links/join-links';
import { bareLink } from '@/lib/domain/link/link-facts';
import type { LinkTrouble } from '@/lib/store/links/link-troubles';
import { endUnlisted, findChanges, findUnseen } from './find-changes';

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
    ...{ quality: { verdict: 'unclear' }, hasLostSpares: null, sparesSince: null, hasNoSpares: false },
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
    { id: 'newer', nativeId: 'circuit', closedAt: at(5), endedBy: 'joined' },
  ]);
});

it('ends what goes on of a link that nobody lists any more, and of no other', () => {
  const begun = [look(0, 'down', linkOf('circuit')), look(2, 'down', linkOf('other'))].flatMap((one) =>
    findChanges([one], []),
  );
  const kept = begun.map((one) => keep(one, one.nativeId));
  expect(kept[0]?.link).toEqual({
    name: 'circuit',
    ids: ['circuit'],
    ends: ['a place that is not known', 'a place that is not known'],
    sites: [],
    within: { sites: ['dublin'], teams: [] },
  });
  const unseen = findUnseen([look(5, 'down', linkOf('other'))], kept);
  expect(unseen.map(({ nativeId }) => nativeId)).toEqual(['circuit']);
  // Listed still, it is merely not known.
  expect(endUnlisted(unseen, [], at(5))).toEqual([]);
  const name = { connectionId: 'connection of circuit', nativeId: 'circuit', key: '' };
  expect(endUnlisted(unseen, [{ ...name, goneAt: at(3) }], at(5))).toMatchObject([
    { id: 'circuit', closedAt: at(3), endedBy: 'not-listed', link: { name: 'circuit' } },
  ]);
  expect(endUnlisted(unseen, [{ ...name, goneAt: null }], at(5))).toMatchObject([{ closedAt: at(5) }]);
  expect(endUnlisted(unseen, [{ ...name, goneAt: at(-3) }], at(5))).toMatchObject([{ closedAt: at(0) }]);
});
