import { z } from 'zod';
import type { ConnectionCheck, ConnectionReport } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { type GoogleClient, type GoogleRequest, openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { assetPageSchema } from '../inventory/asset';
import { type Project, readProjects } from '../inventory/read-projects';
import { factsOf, isGoogleOperation } from '../permissions/operations';

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
  return {
    checks: [entered.check, ...listed, ...tested.flat()],
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

async function tryTo(
  title: string,
  about: Pick<ConnectionCheck, 'permission' | 'account'>,
  attempt: () => Promise<unknown>,
): Promise<{ check: ConnectionCheck }> {
  try {
    await attempt();
    return { check: { title, ...about, outcome: 'passed' } };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const permission = about.permission ?? permissionOf(error);
    return { check: { title, ...about, ...(permission && { permission }), ...toFailure(error) } };
  }
}

/** The permission whose lack a fault is about; undefined when it is about something else. */
function permissionOf({ operation, kind }: ProviderError): string | undefined {
  if (kind !== 'permission-missing') return undefined;
  return isGoogleOperation(operation) ? factsOf(operation).permission : undefined;
}

function toFailure({ message, remedy }: ProviderError): Pick<ConnectionCheck, 'outcome' | 'message' | 'remedy'> {
  return { outcome: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
}
