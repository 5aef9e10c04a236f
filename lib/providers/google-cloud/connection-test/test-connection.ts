import { z } from 'zod';
import type { ConnectionCheck, ConnectionReport } from '../../contract/provider';
import { type GoogleClient, type GoogleRequest, openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { assetPageSchema } from '../inventory/asset';
import { type Project, readProjects } from '../inventory/read-projects';
import { factsOf } from '../permissions/operations';
import { testBilling } from './test-billing';
import { permissionOf, toFailure, tryTo } from './try-to';

/** Projects a test goes through; the rest are found out by the first collection. */
const testedProjects = 5;

const seriesPageSchema = z.object({ timeSeries: z.array(z.unknown()).default([]) });

/**
 * Tries everything the connection is for: its identity, the projects it sees, and one small call of each kind in the
 * first five of them. Names what is missing; throws only when aborted.
 */
export async function testConnection(session: GoogleSession): Promise<ConnectionReport> {
  const client = openGoogleClient(session);
  const entered = await tryTo('Get an access token from Google', {}, () => client.token());
  if (entered.check.outcome === 'failed') return { checks: [entered.check], accounts: [] };
  const { scope } = session.settings;
  const { projects, faults } = await readProjects(client, scope);
  const listing = `List the projects of ${scope}`;
  const permission = 'cloudasset.assets.listResource';
  const listed: ConnectionCheck[] =
    faults.length === 0
      ? [{ title: listing, permission, outcome: 'passed' }]
      : faults.map((fault) => ({ title: listing, permission: permissionOf(fault) ?? permission, ...toFailure(fault) }));
  const tested = await Promise.all(
    projects.slice(0, testedProjects).map((project) => testProject(client, project, session.now())),
  );
  const billed = await testBilling(client, session.settings.billingDatasets);
  return {
    checks: [entered.check, ...listed, ...tested.flat(), ...billed],
    accounts: projects.map(({ id, name }) => ({ id, name })),
  };
}

function testProject(client: GoogleClient, { id }: Project, now: Date): Promise<ConnectionCheck[]> {
  return Promise.all([
    probe(client, `List the resources of ${id}`, assetPageSchema, {
      operation: 'cloudasset:assets.list',
      api: 'cloudasset',
      path: `/v1/projects/${id}/assets`,
      query: [
        ['contentType', 'RESOURCE'],
        ['pageSize', '1'],
        ['assetTypes', 'compute.googleapis.com/Instance'],
      ],
      project: id,
    }),
    probe(client, `Read the metrics of ${id}`, seriesPageSchema, {
      operation: 'monitoring:timeSeries.list',
      api: 'monitoring',
      path: `/v3/projects/${id}/timeSeries`,
      query: [
        ['filter', 'metric.type = "compute.googleapis.com/instance/uptime"'],
        ['interval.startTime', new Date(now.getTime() - 10 * 60_000).toISOString()],
        ['interval.endTime', now.toISOString()],
        ['view', 'HEADERS'],
        ['pageSize', '1'],
      ],
      project: id,
    }),
  ]);
}

async function probe<T>(
  client: GoogleClient,
  title: string,
  schema: z.ZodType<T>,
  request: GoogleRequest,
): Promise<ConnectionCheck> {
  const { permission } = factsOf(request.operation);
  const about = { ...(permission && { permission }), ...(request.project && { account: request.project }) };
  return (await tryTo(title, about, () => client.call(request, schema))).check;
}
