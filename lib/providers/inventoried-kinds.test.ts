import { expect, test } from 'vitest';
import { inventoriedKinds } from '@/lib/domain/inventoried-kinds';
import type { ResourceKind } from '@/lib/domain/resource';
import { kindReaders } from './aws/inventory/readers';
import { typeGroups } from './azure/inventory/resource-groups';
import { coreWeaveReaders } from './coreweave/inventory/readers';
import { distributedCloudReaders } from './f5-distributed-cloud/inventory/read-inventory';
import { assetGroups } from './google-cloud/inventory/asset-groups';
import { kubernetesReaders } from './kubernetes/inventory/readers';
import { slurmReaders } from './slurm/inventory/readers';

const kindsOf = (readers: readonly { kind: ResourceKind }[]) => readers.map(({ kind }) => kind);

test('every provider is known for the kinds that it reads', () => {
  const read: Record<keyof typeof inventoriedKinds, ResourceKind[]> = {
    aws: kindsOf(kindReaders),
    'google-cloud': kindsOf(assetGroups.flat()),
    kubernetes: kindsOf(kubernetesReaders),
    coreweave: kindsOf(coreWeaveReaders),
    azure: typeGroups.flatMap(({ kinds }) => kinds),
    slurm: kindsOf(slurmReaders),
    'f5-distributed-cloud': kindsOf(distributedCloudReaders),
    prometheus: ['scrape-target'],
  };
  for (const [provider, kinds] of Object.entries(read))
    expect([...new Set(kinds)].sort(), provider).toEqual([...inventoriedKinds[provider as keyof typeof read]].sort());
});
