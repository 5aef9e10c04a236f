import { z } from 'zod';
import type { ConnectionCheck, ConnectionReport } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { openPrometheus } from '../connect/open-prometheus';
import type { PrometheusSession } from '../connect/prometheus-session';
import { saysUnserved } from '../faults/to-prometheus-provider-error';
import { targetsSchema } from '../inventory/targets';

const anything = z.unknown();
const minuteSeconds = 60;
/** Every server can tell it, and its answer is one number. */
const harmless = 'count(up)';

/** Tries each of the three calls once, so that each one refused is named. Throws only when aborted. */
export async function testPrometheus(session: PrometheusSession): Promise<ConnectionReport> {
  const prometheus = openPrometheus(session);
  const { host: account, now } = prometheus;
  const queried = await check({ title: `Query ${account}`, permission: 'GET /api/v1/query', account }, async () => {
    await prometheus.ask({ resource: 'query', parameters: { query: harmless } }, anything);
  });
  const end = String(Math.floor(now().getTime() / 1000 / minuteSeconds) * minuteSeconds);
  const ranged = await check(
    { title: `Query a range of time of ${account}`, permission: 'GET /api/v1/query_range', account },
    async () => {
      const parameters = { query: harmless, start: end, end, step: String(minuteSeconds) };
      await prometheus.ask({ resource: 'query_range', parameters }, anything);
    },
  );
  const listed = await check(
    { title: `List the targets of ${account}`, permission: 'GET /api/v1/targets', account },
    async () => {
      await prometheus.ask({ resource: 'targets', parameters: { state: 'active' } }, targetsSchema);
    },
  );
  const answered = [queried, ranged, listed].some(({ outcome }) => outcome !== 'failed');
  return { checks: [queried, ranged, listed], accounts: answered ? [{ id: account, name: null }] : [] };
}

async function check(
  about: Pick<ConnectionCheck, 'title' | 'account' | 'permission'>,
  attempt: () => Promise<void>,
): Promise<ConnectionCheck> {
  try {
    await attempt();
    return { ...about, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { message, remedy } = error;
    if (about.permission === 'GET /api/v1/targets' && saysUnserved(error)) {
      return {
        ...about,
        outcome: 'skipped',
        message: 'The server keeps no list of targets; they are told from the series up.',
      };
    }
    return { ...about, outcome: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
  }
}
