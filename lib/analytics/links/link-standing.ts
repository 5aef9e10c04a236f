import type { LinkState } from '@/lib/domain/link/link-facts';
import type { HealthStatus } from '@/lib/domain/status';
import type { Link } from './join-links';
import type { LinkSample, SilentSeries } from './link-values';
import type { ToldLink } from './told-link';

/** How a link stands, by the newest word on it. */
export interface LinkStanding {
  state: LinkState;
  /** When that was so: of the read, or of the sample. */
  at: Date;
  /** Null: its inventory; otherwise the metric that says so. */
  definition: string | null;
  /** Null: nobody but a person told of it. */
  connectionId: string | null;
  /** The source's own word, where the inventory is the newest. */
  nativeState: string | null;
  /** The source's own words for the cause; of what is not known, of which part nothing is heard. */
  reason: string | null;
  /** Since when, where it is told. */
  since: Date | null;
}

/**
 * How a link stands as one connection says: its inventory, or what it measured later. Traffic says nothing: a tunnel may
 * count bytes while it is down. Without a word that is not too old it is unknown. `silent` has series that were measured of
 * late and are no longer: the state is what it would be whatever they said, and unknown where that differs.
 */
export function toStanding(
  { facts, readAt, isExpired, resource }: ToldLink,
  samples: readonly LinkSample[],
  silent: readonly SilentSeries[] = [],
): LinkStanding {
  const told: LinkStanding = {
    state: isExpired ? 'unknown' : facts.state,
    at: readAt,
    definition: null,
    connectionId: resource.connectionId,
    nativeState: isExpired ? null : facts.nativeState,
    reason: isExpired ? null : facts.stateReason,
    since: isExpired ? null : facts.stateSince,
  };
  // What is being made or was switched off is down for a reason that no meter knows.
  if (told.state === 'provisioning' || told.state === 'disabled') return told;
  const isOfState = ({ metric }: SilentSeries) => metric === 'link.state';
  const measured = toMeasuredState(samples.filter(isOfState), silent.filter(isOfState).length);
  if (measured === null) return told;
  const isNewer = told.state === 'unknown' || measured.at > told.at;
  if (!isNewer) return told;
  const isSame = measured.state === told.state;
  return {
    ...told,
    state: measured.state,
    at: measured.at,
    definition: measured.definition,
    nativeState: isSame ? told.nativeState : null,
    reason: measured.reason ?? (isSame ? told.reason : null),
    since: isSame ? told.since : null,
  };
}

type Measured = Pick<LinkStanding, 'state' | 'at' | 'reason'> & { definition: string };

/** Lanes, paths and planes of a link have samples of their own: it is up when all are, down when none is. */
function toMeasuredState(samples: readonly LinkSample[], lost: number): Measured | null {
  const [first] = samples;
  if (first === undefined) return null;
  const values = samples.map(({ value }) => value);
  const state = values.every((value) => value >= 1) ? 'up' : values.every((value) => value <= 0) ? 'down' : 'degraded';
  const at = new Date(Math.min(...samples.map((sample) => sample.at.getTime())));
  // Of what carries in part already, no further part could say otherwise.
  if (lost === 0 || state === 'degraded') return { state, at, definition: first.definition, reason: null };
  const reason = `Of ${lost} of ${samples.length + lost} parts nothing is heard.`;
  return { state: 'unknown', at, definition: first.definition, reason };
}

/**
 * How a whole stands that says it is up, by its parts, such as the tunnels of a connection: unknown while nothing is heard of
 * one, degraded where another is known not to carry. Parts being made or switched off do not count.
 */
export function withParts(whole: LinkStanding, parts: readonly { name: string; state: LinkState }[]): LinkStanding {
  const silent = parts.filter(({ state }) => state === 'unknown').map(({ name }) => name);
  if (whole.state !== 'up' || silent.length === 0) return whole;
  const isDegraded = parts.some(({ state }) => state === 'down' || state === 'degraded');
  const reason = `Of ${silent.join(', ')} nothing is heard.`;
  return { ...whole, state: isDegraded ? 'degraded' : 'unknown', nativeState: null, reason, since: null };
}

const worstFirst: readonly LinkState[] = ['down', 'degraded', 'unknown', 'provisioning', 'disabled', 'up'];

/** The worst of what its tellers say: a line that one of its ends calls down carries nothing. */
export function toWorstStanding(standings: readonly [LinkStanding, ...LinkStanding[]]): LinkStanding {
  return standings.reduce((worst, next) =>
    worstFirst.indexOf(next.state) < worstFirst.indexOf(worst.state) ? next : worst,
  );
}

/** What a link's state says of its part of the network. */
export interface LinkVerdict {
  /** Null: somebody switched it off, and nothing is expected of it. */
  health: HealthStatus | null;
  /** Why it is not healthy, as a code; null: it is, or nothing is expected of it. */
  finding: 'down' | 'spare-carries' | 'degraded' | 'spare-lost' | 'no-word' | 'being-made' | null;
}

/**
 * How grave the state of a link is. Down with a spare that carries is a warning; one whose only spares are down has lost
 * them, which is a warning although it carries.
 */
export function judgeLink(link: Link, stateOf: (id: string) => LinkState | null): LinkVerdict {
  const state = stateOf(link.id);
  const spares = link.spares.flatMap((id) => stateOf(id) ?? []).filter((each) => each !== 'disabled');
  const carries = (each: LinkState) => each === 'up' || each === 'degraded';
  switch (state) {
    case 'down':
      return spares.some(carries)
        ? { health: 'warning', finding: 'spare-carries' }
        : { health: 'critical', finding: 'down' };
    case 'degraded':
      return { health: 'warning', finding: 'degraded' };
    case 'up':
      return spares.length > 0 && spares.every((each) => each === 'down')
        ? { health: 'warning', finding: 'spare-lost' }
        : { health: 'healthy', finding: null };
    case 'provisioning':
      return { health: 'in-progress', finding: 'being-made' };
    case 'disabled':
      return { health: null, finding: null };
    default:
      return { health: 'unknown', finding: 'no-word' };
  }
}
