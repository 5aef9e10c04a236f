import { z } from 'zod';
import type { ConnectionCheck, ConnectionReport } from '../contract/provider';
import { ProviderError } from '../contract/provider-error';
import { testCluster } from '../kubernetes/connection-test/test-cluster';
import { askUsage } from './cost/usage-api';
import { askMetrics, type CoreWeaveSession } from './metrics/metrics-api';
import { coreWeavePermissions } from './permissions';

const hourMs = 60 * 60_000;

const answeredSchema = z.object({ status: z.literal('success') });

/** Tries the cluster as any, and one question each of the metrics and billing APIs where the connection names them. */
export async function testConnection(session: CoreWeaveSession): Promise<ConnectionReport> {
  const report = await testCluster(session, coreWeavePermissions);
  const { metricsUrl, billingUrl } = session.settings;
  const checks = [...report.checks];
  if (metricsUrl !== undefined) checks.push(await tryMetrics(session, metricsUrl));
  if (billingUrl !== undefined) checks.push(await tryUsage(session, billingUrl));
  return { ...report, checks };
}

async function tryMetrics(session: CoreWeaveSession, metricsUrl: string): Promise<ConnectionCheck> {
  const account = session.settings.clusterName;
  const request = { operation: 'metrics:query', path: '/api/v1/query', form: { query: 'vector(1)' } };
  const check = { title: `Query the metrics of ${account}`, permission: 'query metrics', account };
  return tryTo(check, () => askMetrics(session, metricsUrl, request, answeredSchema));
}

async function tryUsage(session: CoreWeaveSession, billingUrl: string): Promise<ConnectionCheck> {
  const to = new Date(Math.floor(session.now().getTime() / hourMs) * hourMs);
  const window = { from: new Date(to.getTime() - hourMs), to };
  return tryTo({ title: 'Read an hour of usage from CoreWeave’s billing' }, () =>
    askUsage(session, billingUrl, window, { size: 1, token: undefined }),
  );
}

async function tryTo(
  check: Pick<ConnectionCheck, 'title' | 'permission' | 'account'>,
  attempt: () => Promise<unknown>,
): Promise<ConnectionCheck> {
  try {
    await attempt();
    return { ...check, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { message, remedy } = error;
    return { ...check, outcome: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
  }
}
