import type { ProbePlan } from '@/lib/api/contracts/probes';
import { isProbeKind } from '@/lib/domain/probe/probe';

/**
 * The plan in an answer of the console; null where there is none. Read by hand: what reads schemas would take a tenth of the
 * memory an agent may use.
 */
export function readPlan(body: unknown): ProbePlan | null {
  if (!isObject(body)) return null;
  const { agent, site, now, targets } = body;
  if (typeof agent !== 'string' || typeof site !== 'string' || !isInstant(now) || !Array.isArray(targets)) return null;
  const read = targets.map(readTarget);
  return read.every((target) => target !== null) ? { agent, site, now, targets: read } : null;
}

/** The console's time in any of its answers; null where there is none. */
export function readNow(body: unknown): number | null {
  return isObject(body) && isInstant(body.now) ? Date.parse(body.now) : null;
}

function readTarget(given: unknown): ProbePlan['targets'][number] | null {
  if (!isObject(given)) return null;
  const { id, to, kind, address, everySeconds, attempts, timeoutMs, mostBytes } = given;
  const isText = typeof id === 'string' && typeof to === 'string' && typeof address === 'string';
  if (!isText || typeof kind !== 'string' || !isProbeKind(kind)) return null;
  if (!isCount(everySeconds) || !isCount(attempts) || !isCount(timeoutMs)) return null;
  if (mostBytes !== null && !isCount(mostBytes)) return null;
  return { id, to, kind, address, everySeconds, attempts, timeoutMs, mostBytes };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && Number.isFinite(Date.parse(value));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
