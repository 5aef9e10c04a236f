import type { FieldFault } from '@/lib/domain/refusal';
import type { AllocationRules, CostPool, CostSelector, PoolSplit } from './allocation-rules';
import { type Amount, addAmounts, formatAmount, parseAmount } from './amount';
import type { AttributionRule } from './attribution-rules';
import { costDimensions } from './cost-dimension';

const hundred = parseAmount('100');

/** What contradicts itself in a set of rules, each fault at its field; none: the rules can be saved. */
export function findRuleFaults({ attribution, pools }: AllocationRules): FieldFault[] {
  return [
    ...attribution.flatMap((rule, index) => findAttributionFaults(rule, attribution.slice(0, index), index)),
    ...pools.flatMap((pool, index) => findPoolFaults(pool, pools.slice(0, index), index)),
  ];
}

function findAttributionFaults(rule: AttributionRule, before: readonly AttributionRule[], index: number): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, message: string) => faults.push({ path: `attribution.${index}.${field}`, message });
  if (rule.source.from === 'tag' && rule.source.key.trim() === '') fault('source.key', 'Name the tag.');
  if (rule.maps !== null) {
    if (rule.maps.pattern === '') fault('maps.pattern', 'Say what it must match; * stands for anything.');
    if (rule.maps.value.trim() === '') fault('maps.value', 'Say which value it gives.');
  }
  const alike = before.map((other, place) => ({ other, place })).filter(({ other }) => looksAlike(other, rule));
  const shadow = alike.find(({ other }) => takesAll(other) || other.maps?.pattern === rule.maps?.pattern);
  if (shadow !== undefined)
    fault(
      rule.maps === null ? 'source' : 'maps.pattern',
      takesAll(shadow.other)
        ? `Rule ${shadow.place + 1} already takes every value found there: this one is never reached.`
        : `Rule ${shadow.place + 1} says otherwise of the same pattern: this one is never reached.`,
    );
  return faults;
}

function takesAll({ maps }: AttributionRule): boolean {
  return maps === null || maps.pattern === '*';
}

function looksAlike(one: AttributionRule, other: AttributionRule): boolean {
  if (one.attribute !== other.attribute || one.source.from !== other.source.from) return false;
  return one.source.from !== 'tag' || other.source.from !== 'tag' || isSameKey(one.source.key, other.source.key);
}

function isSameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function findPoolFaults(pool: CostPool, before: readonly CostPool[], index: number): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, message: string) => faults.push({ path: `pools.${index}.${field}`, message });
  const name = pool.name.trim().toLowerCase();
  if (name === '') fault('name', 'Name the pool.');
  else if (before.some((other) => other.name.trim().toLowerCase() === name))
    fault('name', `Another pool is called “${pool.name.trim()}” already.`);
  const chosen = costDimensions.filter((dimension) => pool.selector[dimension] !== undefined);
  if (chosen.length === 0) fault('selector', 'Say which costs it takes: without that it would take all of them.');
  for (const dimension of chosen)
    if (pool.selector[dimension]?.length === 0) fault(`selector.${dimension}`, 'Name at least one value.');
  const taker = before.findIndex((other) => takesAllOf(other.selector, pool.selector));
  if (chosen.length > 0 && taker >= 0)
    fault('selector', `“${before[taker]?.name}” comes before it and takes all of these costs: nothing is left for it.`);
  for (const { path, message } of findSplitFaults(pool.split)) fault(path, message);
  return faults;
}

/** Whether what the second selects the first selects too, by what is written alone. */
function takesAllOf(first: CostSelector, second: CostSelector): boolean {
  const narrowed = costDimensions.filter((dimension) => first[dimension] !== undefined);
  return (
    narrowed.length > 0 &&
    narrowed.every((dimension) => {
      const taken = new Set(first[dimension]);
      return second[dimension]?.every((value) => taken.has(value)) === true;
    })
  );
}

function findSplitFaults(split: PoolSplit): FieldFault[] {
  if (split.by === 'fixed') return findShareFaults(split.shares);
  const { teams } = split;
  if (teams === null) return [];
  if (teams.length === 0) return [{ path: 'split.teams', message: 'Name the teams that share it.' }];
  return findTeamFaults(teams).map(({ message }) => ({ path: 'split.teams', message }));
}

function findShareFaults(shares: readonly { team: string; percent: string }[]): FieldFault[] {
  if (shares.length === 0) return [{ path: 'split.shares', message: 'Name the teams and what each of them bears.' }];
  const faults = findTeamFaults(shares.map(({ team }) => team)).map(({ path, message }) => ({
    path: `split.shares.${path}.team`,
    message,
  }));
  const sizes = shares.map(({ percent }) => parseAmount(percent.trim()));
  for (const [place, size] of sizes.entries())
    if (size === null || size <= 0n)
      faults.push({ path: `split.shares.${place}.percent`, message: 'A share is a number above 0, such as 12.5.' });
  const known = sizes.filter((size): size is Amount => size !== null);
  const sum = addAmounts(...known);
  if (known.length === shares.length && sum !== hundred)
    faults.push({ path: 'split.shares', message: `The shares add up to ${formatAmount(sum)} %, not to 100 %.` });
  return faults;
}

function findTeamFaults(teams: readonly string[]): FieldFault[] {
  return teams.flatMap((team, place) => {
    if (team.trim() === '') return [{ path: String(place), message: 'Name the team.' }];
    return teams.indexOf(team) < place ? [{ path: String(place), message: `“${team}” is named twice.` }] : [];
  });
}
