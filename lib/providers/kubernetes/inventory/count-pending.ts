import { z } from 'zod';
import { chooseVersion } from '../connect/api-groups';
import type { ClusterContext } from './cluster-context';

/** Serves what waits in each queue in order, beside Kueue's own API. */
export const visibilityGroup = 'visibility.kueue.x-k8s.io';
const versions = ['v1beta2', 'v1beta1'];
const pageSize = 1000;
/** A queue longer than this is not counted to its end. */
const pages = 100;

const summarySchema = z.object({ items: z.array(z.unknown()).nullable() });

/**
 * How many workloads wait in a ClusterQueue whose status does not say; null where the cluster has no such API or the
 * queue is too long to count. Throws a `ProviderError`.
 */
export async function countPending({ cluster, groups }: ClusterContext, queue: string): Promise<number | null> {
  const version = chooseVersion(await groups(), visibilityGroup, versions);
  if (version === null) return null;
  for (let page = 0; page < pages; page += 1) {
    const { items } = await cluster.request(
      {
        operation: `${visibilityGroup}:get-clusterqueues/pendingworkloads`,
        path: `/apis/${visibilityGroup}/${version}/clusterqueues/${encodeURIComponent(queue)}/pendingworkloads`,
        query: { limit: String(pageSize), offset: String(page * pageSize) },
      },
      summarySchema,
    );
    const waiting = items ?? [];
    if (waiting.length < pageSize) return page * pageSize + waiting.length;
  }
  return null;
}
