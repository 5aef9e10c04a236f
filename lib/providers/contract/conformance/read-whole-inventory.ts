import type { Completeness } from '@/lib/domain/provider-fault';
import type { InventoryRead, InventoryScope, Provider, ProviderSession } from '../provider';

export type ScopeRead = Extract<InventoryRead, { type: 'scope' }>;
type PartRead = Extract<InventoryRead, { type: 'part' }>;

/** Everything one inventory read said, in order; what was told in parts is in its scope. */
export interface WholeRead {
  scopes: ScopeRead[];
  enumerations: { scopes: InventoryScope[]; completeness: Completeness; settledAccounts: readonly string[] }[];
  /** Whether the enumeration came last. */
  endedWithEnumeration: boolean;
}

/** Throws what the read throws, which for a provider's fault must be nothing. */
export async function readWholeInventory<Settings, Secret>(
  provider: Provider<Settings, Secret>,
  session: ProviderSession<Settings, Secret>,
): Promise<WholeRead> {
  const whole: WholeRead = { scopes: [], enumerations: [], endedWithEnumeration: false };
  const parts: PartRead[] = [];
  for await (const read of provider.inventory?.read(session) ?? []) {
    if (read.type === 'scope') whole.scopes.push(withParts(read, parts));
    else if (read.type === 'part') parts.push(read);
    else {
      const { scopes, completeness, settledAccounts = [] } = read;
      whole.enumerations.push({ scopes, completeness, settledAccounts });
    }
    whole.endedWithEnumeration = read.type === 'enumeration';
  }
  return whole;
}

/** A scope with the parts of it that were told before. */
function withParts(read: ScopeRead, parts: readonly PartRead[]): ScopeRead {
  const told = parts.filter(({ scope }) => toScopeKey(scope) === toScopeKey(read.scope));
  const items = [...told.flatMap((part) => part.items), ...read.result.items];
  return { ...read, result: { ...read.result, items } };
}

export function toScopeKey({ account, region, kind }: InventoryScope): string {
  return `${account}/${region}/${kind}`;
}
