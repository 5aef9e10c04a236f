import { thingsAt } from '../../growth';
import type { ClusterNode } from './cluster-node';
import { type ClusterContext, clusterDraws, rotate, type TeamNamespace } from './context';
import type { JobLine } from './job-line';
import { drawCycle } from './life';
import { drawPriority } from './plan-queues';

/** Jobs that never get their turn. */
interface WaitingJobs {
  resource: string;
  /** Devices of each worker. */
  count: number;
  /** How many workers they have, in turn. */
  workers: readonly number[];
}

const stems = ['tokenize', 'dedupe', 'shard', 'transcode', 'score', 'export'] as const;

/** Lines that hold no device: of jobs on plain nodes, and of jobs that wait for devices and never get them. */
export function planBatchLines(
  context: ClusterContext,
  namespaces: readonly TeamNamespace[],
  nodes: readonly ClusterNode[],
  counts: { batch: number; waiting: number },
  { workers, ...worker }: WaitingJobs,
): JobLine[] {
  const lines = (count: number, stem: (index: number) => string, rest: (name: string, index: number) => Rest) =>
    Array.from({ length: Math.round(thingsAt(count, context.scale)) }, (_, index): JobLine => {
      const { name: namespace, team } = rotate(namespaces, index);
      const name = `${stem(index)}-${index + 1}`;
      return { name, namespace, team, kind: 'Job', ...rest(name, index) };
    });
  return [
    ...lines(
      counts.batch,
      (index) => rotate(stems, index),
      (name, index) => ({
        queue: null,
        priority: 0,
        cycle: drawCycle(clusterDraws(context, 'batch', name), 40, 6 * 60),
        waitsInVain: false,
        kept: 1,
        places: [{ node: rotate(nodes, index), claim: null }],
      }),
    ),
    ...lines(
      counts.waiting,
      () => 'sweep',
      (name, index) => ({
        queue: 'devices',
        priority: drawPriority(context, name),
        cycle: drawCycle(clusterDraws(context, 'waiting', name), 5 * 60, 30 * 60),
        waitsInVain: true,
        kept: 0,
        places: Array.from({ length: rotate(workers, index) }, () => ({
          node: rotate(nodes, index),
          claim: { ...worker, model: '', memoryBytes: 0 },
        })),
      }),
    ),
  ];
}

type Rest = Omit<JobLine, 'name' | 'namespace' | 'team' | 'kind'>;
