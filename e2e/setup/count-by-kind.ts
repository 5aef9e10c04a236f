import type { ProviderId } from '@/lib/domain/provider';
import type { ResourceKind } from '@/lib/domain/resource';
import type { Truth } from './sandbox';

type Thing = Truth['resources'][number];

/** Which kinds an AWS service's permissions guard, as far as the world denies any. */
const guardedKinds: Record<string, string[]> = { sagemaker: ['model-endpoint', 'training-job'] };

/** What a provider lists beside what the truth holds: the cluster itself, by which it goes. */
const ownCluster: Partial<Record<ProviderId, ResourceKind>> = {
  kubernetes: 'kubernetes-cluster',
  coreweave: 'kubernetes-cluster',
  slurm: 'batch-cluster',
};

/** How many there are of each kind that a provider's reader may and can see. */
export function countByKind(provider: ProviderId, truth: Truth): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (kind: ResourceKind) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  for (const thing of truth.resources) if (isListed(provider, thing, truth)) count(thing.kind);
  const cluster = ownCluster[provider];
  if (cluster !== undefined) count(cluster);
  return counts;
}

function isListed(provider: ProviderId, thing: Thing, { denials, deniedProjects }: Truth): boolean {
  const { kind, account, region } = thing;
  switch (provider) {
    case 'aws':
      // AWS lists machines for an hour after their end.
      if (thing.nativeStatus === 'terminated') return false;
      return !denials.some(
        (denial) =>
          denial.account === account && denial.region === region && guardedKinds[denial.actionPrefix]?.includes(kind),
      );
    case 'google-cloud':
      return !deniedProjects.includes(account);
    case 'kubernetes':
    case 'coreweave':
      // Of pods, those that hold accelerators or, while they wait for a node, ask for some.
      return kind !== 'pod' || thing.accelerators.length > 0 || thing.nativeStatus === 'Pending';
    default:
      return true;
  }
}
