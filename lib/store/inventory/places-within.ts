import type { Reach } from '@/lib/domain/access';
import { toReachTest } from './reach-test';
import type { CellSet } from './scope-cells';

/** The accounts, by connection, where something present stands within a reach. No entry: nothing there. */
export function findPlacesWithin({ dictionaries, scopes }: CellSet, reach: Reach): Map<string, Set<string>> {
  const isWithin = toReachTest(dictionaries, reach);
  const places = new Map<string, Set<string>>();
  for (const { connectionId, account, codes, length } of scopes) {
    if (places.get(connectionId)?.has(account)) continue;
    for (let cell = 0; cell < length; cell++)
      if (isWithin(codes.site[cell], codes.team[cell])) {
        places.set(connectionId, (places.get(connectionId) ?? new Set()).add(account));
        break;
      }
  }
  return places;
}
