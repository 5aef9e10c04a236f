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
  for (const gap of gapsOf(whole.enumerations[0]?.completeness)) expectUsefulGap(gap);
}

function expectHonestScope({ scope, result }: ScopeRead): void {
  for (const item of result.items) {
    expect({ account: item.account, region: item.region, kind: item.kind }).toEqual(scope);
    expect(item.name).not.toBe('');
    expect(JSON.parse(JSON.stringify(item.raw))).toEqual(item.raw);
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
  expect(gap.operation).toMatch(/^\w+:\w+$/);
  expect(gap.remedy).toMatch(/\.$/);
}

export function gapsOf(completeness: Completeness | undefined): Gap[] {
  return completeness === undefined || completeness.complete ? [] : completeness.gaps;
}

/** A complete scope holds exactly what is there; an incomplete one nothing that is not. */
export function expectTrueScope({ scope, result }: ScopeRead, truth: readonly ExpectedItem[]): void {
  const key = toScopeKey(scope);
  const there = truth.filter((item) => toScopeKey(item) === key);
  const found = result.items.map(toExpected);
  if (result.completeness.complete) {
    expect(byIdentity(found), key).toEqual(byIdentity(there));
  } else {
    const ids = there.map(({ nativeId }) => nativeId);
    for (const { nativeId } of found) expect(ids, key).toContain(nativeId);
  }
}

function toExpected(item: InventoryItem): ExpectedItem {
  const { kind, nativeId, name, account, region, zone, nativeStatus, accelerators, tags, createdAt } = item;
  return { kind, nativeId, name, account, region, zone, nativeStatus, accelerators, tags, createdAt };
}

function byIdentity(items: readonly ExpectedItem[]): ExpectedItem[] {
  return [...items].sort((a, b) => (a.nativeId < b.nativeId ? -1 : 1));
}
