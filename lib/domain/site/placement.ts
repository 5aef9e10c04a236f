import type { ProviderId } from '../provider';
import type { ResourceKind } from '../resource';

/** Maps what it describes to a site. What is absent does not narrow it; all that is present must hold. */
export interface SiteRule {
  site: string;
  provider: ProviderId | null;
  account: string | null;
  region: string | null;
  kind: ResourceKind | null;
  /** The resource's name; `*` stands for any run of characters. Case counts. */
  name: string | null;
  /** Also for resources whose tags name another site. */
  overrulesTags: boolean;
}

/** How resources are given their sites, as the administrators have set it. */
export interface Placement {
  /** Other spellings of sites, in lower case, and the site each means; a site's own name among them. */
  aliases: ReadonlyMap<string, string>;
  /** The first that holds counts. */
  rules: readonly SiteRule[];
  /** Sites given by hand to single resources, by `toOverrideKey`. */
  overrides: ReadonlyMap<string, string>;
}

/** Nothing set: tags and the provider's regions decide. */
export const noPlacement: Placement = { aliases: new Map(), rules: [], overrides: new Map() };

/** Names a resource within its connection. */
export function toOverrideKey(kind: string, nativeId: string): string {
  return `${kind} ${nativeId}`;
}

/** What of a resource decides where it stands. */
export interface PlacedFacts {
  provider: ProviderId;
  kind: ResourceKind;
  nativeId: string;
  name: string;
  account: string;
  region: string;
  /** The site its tags name; null when they name none. */
  taggedSite: string | null;
  /** False: its tags could not be read, and may name one. */
  tagsKnown: boolean;
}

/** Why a resource stands where it does. */
export type PlacementReason =
  | { by: 'override' }
  | { by: 'tag'; value: string }
  /** `position` counts from 1. */
  | { by: 'rule'; position: number }
  /** Nothing says more than the provider's region, or its account where things have no region. */
  | { by: 'provider'; place: string }
  /** Its tags could not be read, so that it may stand anywhere. */
  | { by: 'nothing' };

export interface Placed {
  site: string;
  reason: PlacementReason;
}

/** The site of what may stand anywhere: no reach but the whole holds it. */
export const unplacedSite = 'unplaced';

/**
 * Where a resource stands and why: by hand, else by the first rule that overrules tags, else by its tags, else by the
 * first rule, else by what the provider calls the place.
 */
export function placeResource(facts: PlacedFacts, { aliases, rules, overrides }: Placement): Placed {
  const override = overrides.get(toOverrideKey(facts.kind, facts.nativeId));
  if (override !== undefined) return { site: override, reason: { by: 'override' } };
  const first = rules.findIndex((rule) => holds(rule, facts) && (rule.overrulesTags || facts.taggedSite === null));
  const rule = rules[first];
  const isSure = facts.tagsKnown || rule?.overrulesTags === true;
  if (!isSure) return { site: unplacedSite, reason: { by: 'nothing' } };
  if (rule !== undefined) return { site: rule.site, reason: { by: 'rule', position: first + 1 } };
  if (facts.taggedSite !== null)
    return { site: resolve(aliases, facts.taggedSite), reason: { by: 'tag', value: facts.taggedSite } };
  const place = `${facts.provider}/${facts.region === 'global' ? facts.account : facts.region}`;
  return { site: resolve(aliases, place), reason: { by: 'provider', place } };
}

function resolve(aliases: Placement['aliases'], place: string): string {
  return aliases.get(place.toLowerCase()) ?? place;
}

function holds(rule: SiteRule, facts: PlacedFacts): boolean {
  return (
    (rule.provider === null || rule.provider === facts.provider) &&
    (rule.account === null || rule.account === facts.account) &&
    (rule.region === null || rule.region === facts.region) &&
    (rule.kind === null || rule.kind === facts.kind) &&
    (rule.name === null || matchesPattern(rule.name, facts.name))
  );
}

/** Whether the text is what the pattern describes; every `*` of it stands for any run of characters. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
