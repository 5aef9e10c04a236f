import type {
  AllocationRules,
  CostPool,
  CostSelector,
  IdleTreatment,
  PoolSplit,
  SplitKind,
} from '@/lib/domain/cost/allocation-rules';
import type { AttributionRule, AttributionSource } from '@/lib/domain/cost/attribution-rules';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords, nameCostValue, sayCostDimension } from './cost-words';

/** Ways to split a pool, in words. */
export const splitWords: Record<SplitKind, { title: string; says: string }> = {
  even: { title: 'Evenly', says: 'Each of the teams named bears the same.' },
  proportional: { title: 'By own cost', says: 'In proportion to the teams’ own costs, pools not counted.' },
  usage: { title: 'By GPU-hours', says: 'In proportion to the GPU-hours that the bills tell of the teams.' },
  fixed: { title: 'Fixed shares', says: 'Percent by team, 100 in all.' },
};

export const idleWords: Record<IdleTreatment, { title: string; says: string }> = {
  separate: {
    title: 'A row of its own',
    says: 'What GPUs cost while nobody had them is told apart; no team bears it.',
  },
  spread: {
    title: 'Spread over teams',
    says: 'What GPUs cost while nobody had them is borne by teams, by their GPU cost.',
  },
};

/** Where a rule looks, in words. */
export const sourceWords: Record<AttributionSource['from'], string> = {
  tag: 'tag',
  account: 'account',
  namespace: 'Kubernetes namespace',
  'slurm-account': 'Slurm account',
  'resource-name': 'resource name',
  place: 'place',
};

const list = new Intl.ListFormat('en-GB');
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** A rule in a sentence: `Team “vision” where the account is like “1234*”`. */
export function sayAttributionRule({ attribute, source, maps }: AttributionRule): string {
  const title = costDimensionWords[attribute].title;
  const where = source.from === 'tag' ? `tag “${source.key}”` : sourceWords[source.from];
  if (maps === null) return `${title} is what the ${where} says`;
  return `${title} “${maps.value}” where the ${where} is ${maps.pattern.includes('*') ? 'like ' : ''}“${maps.pattern}”`;
}

/** What a pool takes, in words: `service Support or Tax, region eu-west-1`. */
function saySelector(selector: CostSelector): string {
  const parts = costDimensions.flatMap((dimension) => {
    const values = selector[dimension];
    if (values === undefined) return [];
    const named = values.map((value) => (value === '' ? 'none' : nameCostValue(dimension, value)));
    return [`${sayCostDimension(dimension)} ${either.format(named)}`];
  });
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** Who bears a pool, in words. */
function saySplit(split: PoolSplit): string {
  if (split.by === 'fixed') return list.format(split.shares.map(({ team, percent }) => `${team} ${percent} %`));
  if (split.by === 'even') return `evenly among ${list.format(split.teams)}`;
  const among = split.teams === null ? 'all teams' : list.format(split.teams);
  return split.by === 'usage' ? `by GPU-hours among ${among}` : `by own cost among ${among}`;
}

/** A pool in a sentence. */
export function sayPool({ name, selector, split }: CostPool): string {
  return `“${name}” takes ${saySelector(selector)}; borne ${split.by === 'fixed' ? 'by ' : ''}${saySplit(split)}`;
}

/** What one set of rules changes of another, a sentence each; none: they are the same. */
export function sayRuleChanges(before: AllocationRules, after: AllocationRules): string[] {
  return [
    ...sayListChanges(before.attribution.map(sayAttributionRule), after.attribution.map(sayAttributionRule), 'rule'),
    ...sayListChanges(before.pools.map(sayPool), after.pools.map(sayPool), 'pool'),
    ...(before.idle === after.idle ? [] : [`Idle GPUs: ${idleWords[after.idle].title.toLowerCase()}.`]),
  ];
}

function sayListChanges(before: readonly string[], after: readonly string[], noun: string): string[] {
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  const kept = after.filter((one) => before.includes(one));
  const isReordered = kept.join('\n') !== before.filter((one) => after.includes(one)).join('\n');
  return [
    ...removed.map((one) => `Removed ${noun}: ${one}.`),
    ...added.map((one) => `Added ${noun}: ${one}.`),
    ...(isReordered ? [`The order of ${noun}s changed.`] : []),
  ];
}
