import { drawsOf } from '../../draws';
import { updatingWindow } from '../../updating-window';
import { clusterName, computeName, locatedName } from '../native-names';
import { hourMs, isOf, minuteMs, type PlanContext } from '../plan/plan';
import type { GoogleKind, RecordOf } from '../records';

/** Writes the incidents into the plan; what goes wrong on links is scripted in `world/links`. */
export function scriptIncidents(context: PlanContext): void {
  scriptMachines(context);
  scriptPlatform(context);
}

function scriptMachines(context: PlanContext): void {
  patch(
    context,
    'instance',
    computeName('research', 'europe-west4-a', 'instances', 'workstation-0001'),
    (record, now) => ({
      ...record,
      status: 'TERMINATED',
      publicAddress: null,
      stoppedAt: new Date(now.getTime() - (now.getTime() % (24 * hourMs)) - 3 * hourMs),
    }),
  );
  const repair = updatingWindow(drawsOf(context.seed, 'google-cloud', 'repair'), { everyHours: 5, minutes: 20 });
  patch(context, 'instance', computeName('serving', 'us-central1-b', 'instances', 'cache-0002'), (record, now) =>
    repair(now) ? { ...record, status: 'REPAIRING' } : record,
  );
  patch(context, 'instance', computeName('research', 'us-central1-a', 'instances', 'notebook-0004'), (record) => ({
    ...record,
    status: 'SUSPENDED',
  }));
}

function scriptPlatform(context: PlanContext): void {
  const pool = `${clusterName('serving', 'us-central1', 'serve-central')}/nodePools/l4-large`;
  patch(context, 'node-pool', pool, (record) => ({
    ...record,
    status: 'RUNNING_WITH_ERROR',
    statusMessage: 'Insufficient quota to satisfy the request: NVIDIA_L4_GPUS.',
  }));
  const upgrade = updatingWindow(drawsOf(context.seed, 'google-cloud', 'upgrade'), { everyHours: 11, minutes: 35 });
  patch(context, 'cluster', clusterName('training', 'us-central1', 'pretrain-central'), (record, now) =>
    upgrade(now) ? { ...record, status: 'RECONCILING' } : record,
  );
  patch(
    context,
    'queued-resource',
    locatedName('tpu', 'training', 'europe-west4-b', 'queuedResources', 'tpu-ablation'),
    (record, now) => ({
      ...record,
      state: 'FAILED',
      failure: {
        code: 8,
        message: 'There is no more capacity in the zone "europe-west4-b"; you can try in another zone.',
      },
      updatedAt: new Date(now.getTime() - (now.getTime() % (6 * hourMs)) - 12 * minuteMs),
    }),
  );
  patch(
    context,
    'filestore',
    locatedName('file', 'training', 'us-central1-b', 'instances', 'checkpoints-us-central1'),
    (record) => ({
      ...record,
      state: 'ERROR',
      statusMessage: 'The instance is experiencing an internal error.',
    }),
  );
  patch(context, 'run-service', locatedName('run', 'serving', 'us-east4', 'services', 'guardrail'), (record) => ({
    ...record,
    ready: false,
    failure: {
      reason: 'HealthCheckContainerError',
      message:
        'The user-provided container failed to start and listen on the port defined by the PORT environment variable.',
    },
  }));
}

/** Patches the one thing of that name; the script is wrong when there is no such thing of that kind. */
function patch<K extends GoogleKind>(
  { standing, patches }: PlanContext,
  kind: K,
  fullName: string,
  change: (record: RecordOf<K>, now: Date) => RecordOf<K>,
): void {
  const target = standing.find((record) => record.fullName === fullName);
  if (target?.kind !== kind)
    throw new Error(`The incident script names a ${kind} the factory does not have: ${fullName}.`);
  patches.set(fullName, (record, now) => (isOf(record, kind) ? change(record, now) : record));
}
