import { thingsAt } from '../../growth';
import { elasticSlot } from '../movement/elastic-slot';
import { groundOf, numbered, type PlanContext } from './plan';

const places = [
  { subscription: 'training', region: 'swedencentral', prefix: 'spot-tokenizer', count: 20, team: 'data-platform' },
  { subscription: 'research', region: 'swedencentral', prefix: 'sandbox', count: 14, team: 'vision' },
  { subscription: 'shared', region: 'northeurope', prefix: 'build-burst', count: 16, team: 'ml-platform' },
] as const;

/** Machines that come for a while and go again. */
export function planElastic({ seed, scale, movers }: PlanContext): void {
  for (const { subscription, region, prefix, count, team } of places) {
    const ground = groundOf(subscription, region);
    for (let number = 1; number <= thingsAt(count, scale); number++) {
      const resourceGroup = `rg-${prefix}-${region}`;
      movers.push(
        elasticSlot({ seed, ground, slot: numbered(prefix, number), resourceGroup, size: 'Standard_D8s_v5', team }),
      );
    }
  }
}
