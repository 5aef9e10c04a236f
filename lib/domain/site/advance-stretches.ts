import type { SiteLook, SiteStretch } from './site-stretch';

/**
 * The stretches that end and those that begin with a look at everything, in this order. One goes on while its value is the
 * same, and while it is not known; what is not among the looks any more ends. None begins before the one before it ended, nor
 * in the future.
 */
export function advanceStretches(open: readonly SiteStretch[], looks: readonly SiteLook[], now: Date): SiteStretch[] {
  const seen = new Map(looks.map((look) => [toKey(look), look]));
  const known = new Map(open.map((stretch) => [toKey(stretch), stretch]));
  const ended = open.flatMap((stretch) => {
    const look = seen.get(toKey(stretch));
    const goesOn = look !== undefined && (look.value === null || look.value === stretch.value);
    return goesOn ? [] : [{ ...stretch, closedAt: later(stretch.openedAt, now) }];
  });
  const begun = [...seen.values()].flatMap(({ since, readEveryMs: _, ...look }) => {
    const before = known.get(toKey(look));
    if (look.value === null || before?.value === look.value) return [];
    const openedAt = before !== undefined || since === null || since > now ? now : since;
    return [{ ...look, value: look.value, id: null, openedAt, closedAt: null }];
  });
  return [...ended, ...begun];
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function toKey({ site, kind, subject }: Pick<SiteLook, 'site' | 'kind' | 'subject'>): string {
  return `${site}\n${kind}\n${subject}`;
}
