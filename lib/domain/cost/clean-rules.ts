import type { AllocationRules, CostPool, PoolSplit } from './allocation-rules';
import type { AttributionRule } from './attribution-rules';

/** The same rules without blanks around names, so that what a person typed is what bills and other rules call it. */
export function cleanRules({ attribution, pools, idle }: AllocationRules): AllocationRules {
  return { attribution: attribution.map(cleanAttribution), pools: pools.map(cleanPool), idle };
}

function cleanAttribution({ attribute, source, maps }: AttributionRule): AttributionRule {
  return {
    attribute,
    source: source.from === 'tag' ? { from: 'tag', key: source.key.trim() } : source,
    maps: maps === null ? null : { pattern: maps.pattern.trim(), value: maps.value.trim() },
  };
}

function cleanPool({ name, selector, split }: CostPool): CostPool {
  return { name: name.trim(), selector, split: cleanSplit(split) };
}

function cleanSplit(split: PoolSplit): PoolSplit {
  const clean = (teams: readonly string[]) => teams.map((team) => team.trim());
  if (split.by === 'even') return { by: split.by, teams: clean(split.teams) };
  if (split.by !== 'fixed') return { by: split.by, teams: split.teams === null ? null : clean(split.teams) };
  const shares = split.shares.map(({ team, percent }) => ({ team: team.trim(), percent: percent.trim() }));
  return { by: 'fixed', shares };
}
