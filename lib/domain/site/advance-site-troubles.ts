import { type SitePart, siteParts } from './site-part';
import type { SiteStretch } from './site-stretch';
import { type FallenStatus, fallenStatuses, type SiteTrouble, toGravity } from './site-trouble';

/**
 * The troubles that begin, change or end with how the parts of sites stand. `known`: those that are open, and those that were
 * over so lately that another fall is the same. `stretches`: of health, open ones and those before them. `lasting`: how long a
 * part must stand so before it counts, in milliseconds; a part that changes between two that are not well stands as the better.
 */
export function advanceSiteTroubles(
  known: readonly SiteTrouble[],
  stretches: readonly SiteStretch[],
  { lasting, now }: { lasting: (site: string, part: SitePart, status: FallenStatus) => number; now: Date },
): SiteTrouble[] {
  const toKey = (site: string, part: string) => `${site}\n${part}`;
  const troubles = new Map(known.map((trouble) => [toKey(trouble.site, trouble.part), trouble]));
  const ofHealth = stretches.filter(({ kind }) => kind === 'health');
  const courses = Map.groupBy(ofHealth, ({ site, subject }) => toKey(site, subject));
  const ended = known
    .filter(({ site, part, closedAt }) => closedAt === null && !isFallen(courses.get(toKey(site, part)) ?? []))
    .map((trouble) => ({ ...trouble, closedAt: later(trouble.statusSince, now) }));
  const fallen = [...courses].flatMap(([key, course]): SiteTrouble[] => {
    const open = course.find(({ closedAt }) => closedAt === null);
    const part = siteParts.find((one) => one === open?.subject);
    if (open === undefined || part === undefined) return [];
    const { site, detail: reason } = open;
    const stands = fallenStatuses
      .map((status) => ({ status, since: standsSince(course, toGravity(status)) }))
      .findLast(
        ({ status, since }) => since !== null && now.getTime() - since.getTime() >= lasting(site, part, status),
      );
    if (stands === undefined || stands.since === null) return [];
    const { status, since } = stands;
    const before = troubles.get(key);
    if (before === undefined)
      return [{ id: null, site, part, status, statusSince: since, reason, openedAt: since, closedAt: null }];
    if (before.closedAt === null && before.status === status) return [];
    return [{ ...before, status, statusSince: later(before.openedAt, since), reason, closedAt: null }];
  });
  return [...ended, ...fallen];
}

function isFallen(course: readonly SiteStretch[]): boolean {
  return course.some(({ closedAt, value }) => closedAt === null && toGravity(value) > 0);
}

/** Since when the last stretches, one after the other, are as grave as that or graver; null: the open one is not. */
function standsSince(course: readonly SiteStretch[], gravity: number): Date | null {
  let since: Date | null = null;
  const latestFirst = course.toSorted((left, right) => right.openedAt.getTime() - left.openedAt.getTime());
  for (const { value, openedAt, closedAt } of latestFirst) {
    const isNext: boolean = since === null ? closedAt === null : closedAt !== null && closedAt >= since;
    if (!isNext || toGravity(value) < gravity) return since;
    since = openedAt;
  }
  return since;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
