import type { ResourceKind } from '@/lib/domain/resource';
import type { ExpectedItem } from './conformance-subject';
import { type PlayedFace, toExpectedCluster, toExpectedItem } from './played-face-conformance';

/** What a Kubernetes cluster must be listed as, whoever runs it. `kinds`: those that its provider reads. */
export function toPlayedCluster(
  kinds: readonly ResourceKind[],
): Pick<PlayedFace<never, never>, 'toExpected' | 'toTarget' | 'immune'> {
  return {
    // The cluster itself says no more of itself than that it answers. Pods are listed for the accelerators they hold or,
    // while they wait for a node, ask for: those of the world that wait for one all do.
    toExpected: (resources, { clusterName }) => [
      toExpectedCluster(clusterName, { kind: 'kubernetes-cluster', nativeStatus: null }),
      ...resources
        .filter(({ kind, accelerators, nativeStatus }) => {
          const isListed = kind !== 'pod' || accelerators.length > 0 || nativeStatus === 'Pending';
          return kinds.includes(kind) && isListed;
        })
        .map(toExpectedItem)
        .map((item) => ({ ...item, accelerators: item.accelerators?.filter(isWholeDevice) ?? null })),
    ],
    // The longest listing: it has pages, and nothing else is told from it.
    toTarget: ({ clusterName }) => ({
      aim: { account: String(clusterName), operation: 'listPods' },
      hits: ({ kind }) => kind === 'pod',
    }),
    immune: { 'clock-skew': 'A service account’s token holds no time, so no clock can spoil it.' },
  };
}

/** A slice of a device counts for none, so a pod that holds one is listed without devices. */
function isWholeDevice({ model }: NonNullable<ExpectedItem['accelerators']>[number]): boolean {
  return !model.includes(' MIG ');
}
