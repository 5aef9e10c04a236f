import { expect } from 'vitest';
import { type Completeness, type Gap, providerFaultKinds } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { ExpectedItem } from './conformance-subject';
import { type ScopeRead, toScopeKey, type WholeRead } from './read-whole-inventory';

/** What every read must keep to, whatever the provider did. */
export function expectHonestRead(whole: WholeRead): void {
  expect(whole.enumerations).toHaveLength(1);
  expect(whole.endedWithEnumeration).toBe(true);
  const keys = whole.scopes.map(({ scope }) => toScopeKey(scope));
  expect(new Set(keys).size).toBe(keys.length);
  expect(whole.enumerations[0]?.scopes.map(toScopeKey).sort()).toEqual(keys.sort());
  const identities = whole.scopes.flatMap(({ result }) =>
    result.items.map(({ kind, nativeId }) => `${kind} ${nativeId}`),
  );
  expect(new Set(identities).size).toBe(identities.length);
  for (const read of whole.scopes) expectHonestScope(read);
  for (const gap of gapsOf(whole.enumerations[0]?.completeness)) {
    expectUsefulGap(gap);
    // An account cannot be said to be named whole where something of it is missing.
    expect(whole.enumerations[0]?.settledAccounts).not.toContain(gap.account);
  }
}

function expectHonestScope({ scope, result }: ScopeRead): void {
  for (const item of result.items) {
    expect({ account: item.account, region: item.region, kind: item.kind }).toEqual(scope);
    expect(item.name).not.toBe('');
    expect(item.raw).toMatch(/^{/);
    expect(JSON.stringify(JSON.parse(item.raw))).toBe(item.raw);
  }
  expect(result.source).not.toBe('');
  for (const gap of gapsOf(result.completeness)) {
    expect(gap).toMatchObject({ account: scope.account, region: scope.region, subject: scope.kind });
    expectUsefulGap(gap);
  }
}

function expectUsefulGap(gap: Gap): void {
  expect(providerFaultKinds).toContain(gap.fault);
  expect(gap.message).toMatch(/[.)]$/);
  expect(gap.operation).toMatch(/^[\w./-]+:[\w./-]+$/);
  expect(gap.remedy).toMatch(/\.$/);
}

export function gapsOf(completeness: Completeness | undefined): Gap[] {
  return completeness === undefined || completeness.complete ? [] : completeness.gaps;
}

/**
 * A complete scope says exactly what is there. A listed one names it all. An incomplete one names nothing that is not
 * there, and of each thing says what is true or that it is not known.
 */
export function expectTrueScope({ scope, listed, result }: ScopeRead, truth: readonly ExpectedItem[]): void {
  const key = toScopeKey(scope);
  const there = new Map(truth.filter((item) => toScopeKey(item) === key).map((item) => [item.nativeId, item]));
  const found = result.items.map(({ nativeId }) => nativeId).sort();
  const { complete } = result.completeness;
  if (complete) expect(listed, key).toBe(true);
  if (listed) expect(found, key).toEqual([...there.keys()].sort());
  else expect([...there.keys()], key).toEqual(expect.arrayContaining(found));
  for (const item of result.items) {
    const expected = there.get(item.nativeId);
    if (expected === undefined) continue;
    const where = `${key} ${item.nativeId}`;
    if (complete) expect(item.detailed, where).toBe(true);
    expect(factsOf(item, expected), where).toEqual(complete ? expected : withUnknowns(expected, item));
  }
}

/** What an item says of all that the truth tells. */
function factsOf(item: InventoryItem, { size }: ExpectedItem): Facts {
  const { kind, nativeId, name, account, region, zone, status, nativeStatus, accelerators, tags, createdAt } = item;
  const facts = { kind, nativeId, name, account, region, zone, status, nativeStatus, accelerators, tags, createdAt };
  return size === undefined ? facts : { ...facts, size: item.size };
}

type Facts = Omit<ExpectedItem, 'size'> & Partial<Pick<InventoryItem, 'size'>>;

/** The truth, less what the item says it does not know. */
function withUnknowns(expected: ExpectedItem, item: InventoryItem): Facts {
  const { detailed, accelerators, tags, status, nativeStatus, size, createdAt } = item;
  const known = {
    ...expected,
    ...(detailed && tags !== null ? {} : { name: item.name }),
    ...(accelerators === null ? { accelerators } : {}),
    ...(tags === null ? { tags } : {}),
  };
  if (detailed) return known;
  return {
    ...known,
    ...(status === 'unknown' ? { status } : {}),
    ...(nativeStatus === null ? { nativeStatus } : {}),
    ...(createdAt === null ? { createdAt } : {}),
    ...(size === null && expected.size !== undefined ? { size } : {}),
  };
}
