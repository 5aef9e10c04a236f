import { z } from 'zod';
import type { ConnectionCheck, ConnectionReport } from '../contract/provider';
import { ProviderError } from '../contract/provider-error';
import { testCluster } from '../kubernetes/connection-test/test-cluster';
import { askMetrics, type CoreWeaveSession } from './metrics/metrics-api';
import { coreWeavePermissions } from './permissions';

const answeredSchema = z.object({ status: z.literal('success') });

/** Tries the cluster as any, and one question of the metrics API where the connection names one. */
export async function testConnection(session: CoreWeaveSession): Promise<ConnectionReport> {
  const report = await testCluster(session, coreWeavePermissions);
  const { metricsUrl } = session.settings;
  if (metricsUrl === undefined) return report;
  return { ...report, checks: [...report.checks, await tryMetrics(session, metricsUrl)] };
}

async function tryMetrics(session: CoreWeaveSession, metricsUrl: string): Promise<ConnectionCheck> {
  const account = session.settings.clusterName;
  const check = { title: `Query the metrics of ${account}`, permission: 'query metrics', account };
  try {
    const request = { operation: 'metrics:query', path: '/api/v1/query', form: { query: 'vector(1)' } };
    await askMetrics(session, metricsUrl, request, answeredSchema);
    return { ...check, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { message, remedy } = error;
    return { ...check, outcome: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
  }
}
