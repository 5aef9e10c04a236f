import type { AllocationRules, CostPool, PoolSplit, SplitKind } from '@/lib/domain/cost/allocation-rules';
import { type AttributionRule, nameSource } from '@/lib/domain/cost/attribution-rules';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';

/** A rule as its fields hold it; `id` tells fields apart while rules move. `pattern` and `value` empty: as it stands. */
export interface DraftRule {
  id: string;
  attribute: AttributionRule['attribute'];
  from: AttributionRule['source']['from'];
  key: string;
  maps: boolean;
  pattern: string;
  value: string;
}

/** What one dimension of a pool's selector is narrowed to: a value a line, and rows without a value. */
export interface DraftCondition {
  dimension: CostDimension;
  lines: string;
  withNone: boolean;
}

export interface DraftPool {
  id: string;
  name: string;
  conditions: DraftCondition[];
  by: SplitKind;
  /** A team a line; empty for `proportional` and `usage`: all teams. */
  teams: string;
  shares: { team: string; percent: string }[];
}

/** Rules while they are edited. */
export interface RulesDraft {
  rules: DraftRule[];
  pools: DraftPool[];
  idle: AllocationRules['idle'];
}

let made = 0;
/** A name for a new row of the form. */
function makeId(): string {
  made += 1;
  return `draft-${made}`;
}

export function newRule(): DraftRule {
  return { id: makeId(), attribute: 'team', from: 'tag', key: '', maps: false, pattern: '', value: '' };
}

export function newPool(): DraftPool {
  const conditions = [{ dimension: 'service' as const, lines: '', withNone: false }];
  return { id: makeId(), name: '', conditions, by: 'proportional', teams: '', shares: [] };
}

/** Rules as fields. */
export function toDraft({ attribution, pools, idle }: AllocationRules): RulesDraft {
  return { rules: attribution.map(toDraftRule), pools: pools.map(toDraftPool), idle };
}

/**
 * Rules with others, which are left out where they are there already. Each stands right before the rule that takes the value
 * of its source as it stands, so that what rules before that one tell stays as it is; without such a rule it is the last of
 * all, before what connections say themselves.
 */
export function withProposed(rules: AllocationRules, proposed: readonly AttributionRule[]): AllocationRules {
  const nameOf = (rule: AttributionRule) => JSON.stringify({ ...toDraftRule(rule), id: null });
  const there = new Set(rules.attribution.map(nameOf));
  const added = proposed.filter((rule) => !there.has(nameOf(rule)));
  const placed = Map.groupBy(added, (rule) => rules.attribution.findIndex((one) => isPlainOf(one, rule)));
  const attribution = rules.attribution.flatMap((rule, place) => [...(placed.get(place) ?? []), rule]);
  return { ...rules, attribution: [...attribution, ...(placed.get(-1) ?? [])] };
}

/** Whether a rule tells the same of the same source as another, by the value as it stands. */
function isPlainOf({ attribute, source, maps }: AttributionRule, other: AttributionRule): boolean {
  return maps === null && attribute === other.attribute && nameSource(source) === nameSource(other.source);
}

/** What the fields say. A dimension that two conditions name has the values of both. */
export function toRules({ rules, pools, idle }: RulesDraft): AllocationRules {
  return { attribution: rules.map(toRule), pools: pools.map(toPool), idle };
}

function toDraftRule({ attribute, source, maps }: AttributionRule): DraftRule {
  const key = source.from === 'tag' ? source.key : '';
  const { pattern, value } = maps ?? { pattern: '', value: '' };
  return { id: makeId(), attribute, from: source.from, key, maps: maps !== null, pattern, value };
}

function toRule({ attribute, from, key, maps, pattern, value }: DraftRule): AttributionRule {
  return {
    attribute,
    source: from === 'tag' ? { from, key } : { from },
    maps: maps ? { pattern, value } : null,
  };
}

function toDraftPool({ name, selector, split }: CostPool): DraftPool {
  const conditions = costDimensions.flatMap((dimension) => {
    const values = selector[dimension];
    if (values === undefined) return [];
    return [{ dimension, lines: values.filter((value) => value !== '').join('\n'), withNone: values.includes('') }];
  });
  return {
    id: makeId(),
    name,
    conditions,
    by: split.by,
    teams: split.by === 'fixed' ? '' : (split.teams ?? []).join('\n'),
    shares: split.by === 'fixed' ? split.shares.map((share) => ({ ...share })) : [],
  };
}

function toPool({ name, conditions, ...split }: DraftPool): CostPool {
  const selector: CostPool['selector'] = {};
  for (const { dimension, lines, withNone } of conditions) {
    const values = [...(selector[dimension] ?? []), ...toLines(lines), ...(withNone ? [''] : [])];
    selector[dimension] = [...new Set(values)];
  }
  return { name, selector, split: toSplit(split) };
}

function toSplit({ by, teams, shares }: Pick<DraftPool, 'by' | 'teams' | 'shares'>): PoolSplit {
  const named = toLines(teams);
  if (by === 'fixed') return { by, shares };
  if (by === 'even') return { by, teams: named };
  return { by, teams: named.length === 0 ? null : named };
}

function toLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A list with the one at a place and the next exchanged. */
export function swapNext<T>(list: readonly T[], place: number): T[] {
  return [...list.slice(0, place), ...list.slice(place, place + 2).reverse(), ...list.slice(place + 2)];
}
