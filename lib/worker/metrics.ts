import { Counter, Gauge, Histogram } from 'prom-client';
import { metricsRegistry } from '@/lib/api/metrics/metrics-registry';
import type { Capability, ProviderId } from '@/lib/domain/provider';

const registers = [metricsRegistry];

const runDuration = new Histogram({
  name: 'millwright_collection_run_duration_seconds',
  help: 'Time one collection took, by provider, capability and outcome.',
  labelNames: ['provider', 'capability', 'outcome'],
  buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600],
  registers,
});

/** Collections under way in this process. */
export const runsUnderWay = new Gauge({
  name: 'millwright_collection_runs_under_way',
  help: 'Collections this worker is carrying out now.',
  registers,
});

/** Jobs queued by this process's scheduler. */
export const jobsQueued = new Counter({
  name: 'millwright_collection_jobs_queued_total',
  help: 'Collections this worker has queued because they were due or asked for.',
  registers,
});

/** When the scheduler last looked for due work and succeeded: an old value means that nothing is being scheduled. */
export const lastScheduled = new Gauge({
  name: 'millwright_scheduler_last_success_timestamp_seconds',
  help: 'When this worker last looked for due collections and could.',
  registers,
});

export const deadLetters = new Counter({
  name: 'millwright_collection_dead_letters_total',
  help: 'Collection jobs this worker recorded as given up on.',
  registers,
});

/** Records a collection that ended by itself. */
export function measureRun(provider: ProviderId, capability: Capability, outcome: string, durationMs: number): void {
  runDuration.observe({ provider, capability, outcome }, durationMs / 1000);
}
