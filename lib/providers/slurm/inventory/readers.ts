import type { ResourceKind } from '@/lib/domain/resource';
import type { Slurm, SlurmResource } from '../connect/open-slurm';
import { toRaw } from '../wire/to-raw';
import { pingsSchema, toClusterItem } from './cluster';
import { jobSchema } from './job-schema';
import { toJobItem } from './jobs';
import { nodeSchema, toNodeItem } from './nodes';
import { partitionSchema, toPartitionItem } from './partitions';
import { type ListRead, readList } from './read-list';
import { reservationSchema, toReservationItem } from './reservations';

/** Reads everything of one kind in a cluster. Throws a `ProviderError`. */
export interface KindReader {
  kind: ResourceKind;
  resource: SlurmResource;
  read(slurm: Slurm, cluster: string): Promise<ListRead>;
}

/** One reader a kind, the long lists last. */
export const slurmReaders: readonly KindReader[] = [
  {
    kind: 'batch-cluster',
    resource: 'ping',
    async read(slurm, cluster) {
      const pings = await slurm.request('ping', (document) => pingsSchema.parse(document));
      return { items: [toClusterItem(cluster, pings, await slurm.version())], faults: [] };
    },
  },
  {
    kind: 'queue',
    resource: 'partitions',
    read: (slurm, cluster) =>
      readList(slurm, 'partitions', (entry) => {
        const partition = partitionSchema.parse(entry);
        return toPartitionItem(cluster, partition, toRaw(partition));
      }),
  },
  {
    kind: 'reservation',
    resource: 'reservations',
    read: (slurm, cluster) =>
      readList(slurm, 'reservations', (entry) => {
        const reservation = reservationSchema.parse(entry);
        return toReservationItem(cluster, reservation, toRaw(reservation), slurm.now());
      }),
  },
  {
    kind: 'cluster-node',
    resource: 'nodes',
    read: (slurm, cluster) =>
      readList(slurm, 'nodes', (entry) => {
        const node = nodeSchema.parse(entry);
        return toNodeItem(cluster, node, toRaw(node));
      }),
  },
  {
    kind: 'batch-job',
    resource: 'jobs',
    read: (slurm, cluster) =>
      readList(slurm, 'jobs', (entry) => {
        const job = jobSchema.parse(entry);
        return toJobItem(cluster, job, toRaw(job));
      }),
  },
];
