import type { Link } from '@/lib/analytics/links/join-links';
import type { SiteEvent } from '@/lib/api/contracts/site-pages';
import type { TroubleEnd, TroubleKind } from '@/lib/domain/link/link-trouble';
import type { SitePart } from '@/lib/domain/site/site-part';
import type { SoftwareComponent } from '@/lib/domain/site/software';
import { type HealthStatus, healthPrecedence } from '@/lib/domain/status';
import type { LinkTrouble } from '@/lib/store/links/link-troubles';
import type { Arrivals } from '@/lib/store/sites/read-arrivals';
import type { SiteEdit } from '@/lib/store/sites/read-site-edits';
import type { FollowingStretch } from '@/lib/store/sites/site-stretches';
import { countKind } from '@/lib/views/overview/kind-words';
import type { wholeSubject } from '../look-at-sites';

type NameOf = (connectionId: string) => string;

const moment = { until: null, lasts: false, status: null, detail: null, connectionName: null, actor: null, href: null };

/** Resources that came or went together, as one line. */
export function toArrivalEvent(
  { what, connectionId, kind, at, count, names }: Arrivals,
  site: string,
  nameOf: NameOf,
): SiteEvent {
  const others = count - names.length;
  const isGone = what === 'gone';
  return {
    ...moment,
    id: `${what} ${connectionId} ${kind} ${at.getTime()}`,
    kind: what,
    at: at.toISOString(),
    title: `${countKind(kind, count)} ${isGone ? 'gone' : 'first seen'}`,
    detail: `${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`,
    connectionName: nameOf(connectionId),
    // What is gone is on no list of what there is.
    href: isGone ? null : `/inventory?${new URLSearchParams({ site, kind, connection: connectionId })}`,
  };
}

/** The first that any source told of the site. */
export function toFirstSeenEvent({ at, connectionId }: { at: Date; connectionId: string }, nameOf: NameOf): SiteEvent {
  const told = { id: 'first-seen', kind: 'first-seen' as const, at: at.toISOString() };
  const connectionName = nameOf(connectionId);
  return { ...moment, ...told, title: 'First seen', detail: 'The first that is still remembered.', connectionName };
}

/** What each part is called in a sentence's beginning. */
export const partTitles: Record<SitePart | typeof wholeSubject, string> = {
  site: 'The site',
  'control-plane': 'Control plane',
  'data-plane': 'Data plane',
  gpus: 'GPUs',
  storage: 'Storage',
  sources: 'Sources',
};
const componentTitles: Record<SoftwareComponent, string> = {
  kubernetes: 'Kubernetes',
  kubelet: 'Kubelet',
  'operating-system': 'Operating system',
  'gpu-driver': 'GPU driver',
  cuda: 'CUDA',
  slurm: 'Slurm',
  'edge-software': 'Edge software',
  'edge-operating-system': 'Edge operating system',
};

/** A stretch that was kept, as an event; null: it tells nothing, as the first version that was seen of something. */
export function toStretchEvent(stretch: FollowingStretch): SiteEvent | null {
  const { id, kind, subject, value, detail, openedAt, closedAt, before } = stretch;
  const lasting = { id: `${kind} ${id}`, at: openedAt.toISOString(), until: closedAt?.toISOString() ?? null };
  switch (kind) {
    case 'health': {
      const status = healthPrecedence.find((one) => one === value) ?? 'unknown';
      const title = `${find(partTitles, subject) ?? subject} ${statusVerbs[status]}`;
      return { ...moment, ...lasting, kind, lasts: true, status, title, detail };
    }
    case 'source': {
      const capability = subject.split(' ')[1];
      const title = `${detail ?? 'A source'} tells nothing${capability === 'inventory' ? '' : ` of ${capability}`}`;
      return { ...moment, ...lasting, kind, lasts: true, status: 'unknown', title, connectionName: detail };
    }
    case 'software': {
      if (before === null) return null;
      const component = find(componentTitles, subject.split(' ')[1] ?? '') ?? 'Software';
      return {
        ...moment,
        id: `${kind} ${id}`,
        kind,
        at: lasting.at,
        title: `${component} of ${detail ?? 'something'} went to ${value}`,
        detail: `It was ${before} before.`,
        href: `/inventory/${subject.split(' ')[0]}`,
      };
    }
  }
}

const statusVerbs: Record<HealthStatus, string> = {
  critical: 'critical',
  unknown: 'unknown',
  warning: 'warning',
  'in-progress': 'in progress',
  healthy: 'healthy',
};

const troubleTitles: Record<TroubleKind, string> = {
  down: 'down',
  flapping: 'flapping',
  degraded: 'worse than usual',
  'spares-lost': 'lost its spares',
};

/** How troubles ended that did not end well. */
const troubleEnds: Record<Exclude<TroubleEnd, 'recovered'>, string> = {
  disabled: 'It was switched off.',
  'not-listed': 'It is no longer listed.',
  'no-spares': 'Nothing is named any more that would stand in for it.',
  'not-carrying': 'It did not carry itself.',
  joined: 'It goes on as a trouble of the link it is one with.',
};

/** What went wrong with a link that begins or ends at the site. */
export function toLinkEvent(
  { id, kind, openedAt, closedAt, endedBy, falls, cause }: LinkTrouble,
  link: Link,
): SiteEvent {
  const { name } = link.told[0].facts;
  const often = kind === 'flapping' ? `It fell ${falls} times.` : null;
  const ended = endedBy === null || endedBy === 'recovered' ? null : troubleEnds[endedBy];
  const said = [often, cause, ended].filter((each) => each !== null).join(' ');
  return {
    ...moment,
    id: `link ${id}`,
    kind: 'link',
    at: openedAt.toISOString(),
    until: closedAt?.toISOString() ?? null,
    lasts: true,
    status: kind === 'down' || kind === 'flapping' ? 'critical' : 'warning',
    title: `${name} ${troubleTitles[kind]}`,
    detail: said === '' ? null : said,
    href: `/links/${encodeURIComponent(link.id)}`,
  };
}

/** What somebody did about the site. */
export function toEditEvent(
  { sequence, at, actor, action, targetLabel, from, to, reason }: SiteEdit,
  site: string,
): SiteEvent {
  const what = targetLabel ?? 'A resource';
  const titles: Record<SiteEdit['action'], string> = {
    'site.put': 'Described',
    'site.delete': 'Its description was removed',
    'resource.place': to === site ? `${what} was placed here` : `${what} was placed at ${to}`,
    'resource.unplace': `${what} is no longer placed by hand`,
  };
  const came =
    action === 'resource.place' && to === site && from !== null && from !== site ? `It stood at ${from}.` : null;
  const said = [came, reason].filter((each) => each !== null).join(' ');
  return {
    ...moment,
    id: `edit ${sequence}`,
    kind: 'edit',
    at: at.toISOString(),
    title: titles[action],
    detail: said === '' ? null : said,
    actor,
  };
}

function find<Value>(titles: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(titles, key) ? titles[key] : undefined;
}
