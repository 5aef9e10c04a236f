import { z } from 'zod';
import type { ConnectionCheck, ConnectionReport } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { type DistributedCloudSession, openTenant, type Tenant, type TenantRequest } from '../connect/open-tenant';
import { readNamespaces, systemNamespace } from '../connect/read-namespaces';
import { toAlertsRequest } from '../inventory/alerts';
import { toRegistrationsRequest } from '../inventory/edge-nodes';
import { sitesRequest } from '../inventory/edge-sites';
import { toContext } from '../inventory/tenant-context';
import { monitorRole, nameRole } from '../permissions';
import { connectivityRequest } from '../topology/read-connectivity';
import { meshGroupsRequest } from '../topology/read-mesh-groups';

/** One thing to try: a call that the inventory or the metrics make too. */
interface Probe {
  title: string;
  namespace: string;
  request: TenantRequest;
}

const anyDocument = z.looseObject({});

/**
 * Learns which tenant the credential is of, then tries each kind of call once, so that what is missing is named with
 * the role and the namespace it is missing in. Throws only when aborted.
 */
export async function testConnection(session: DistributedCloudSession): Promise<ConnectionReport> {
  const tenant = openTenant(session);
  let tenantId = tenant.host;
  let names: string[] = [];
  const reached = await check({ title: `List the namespaces of ${tenant.host}`, account: tenant.host }, async () => {
    ({ tenantId, names } = await readNamespaces(tenant));
  });
  if (reached.outcome === 'failed') return { checks: [reached], accounts: [] };
  const { alertNamespaces } = toContext(tenant, tenantId, session.settings);
  const probes = [...systemProbes, ...alertNamespaces.map(toAlertProbe)];
  const tried = await Promise.all(probes.map((probe) => tryProbe(tenant, tenantId, probe)));
  const unseen = alertNamespaces.filter((name) => !names.includes(name));
  return {
    checks: [{ ...reached, account: tenantId }, ...unseen.map((name) => toUnseen(tenantId, name)), ...tried],
    accounts: [{ id: tenantId, name: tenantId === tenant.host ? null : tenant.host }],
  };
}

const systemProbes: readonly Probe[] = [
  { title: 'List sites', namespace: systemNamespace, request: sitesRequest },
  { title: 'List registrations', namespace: systemNamespace, request: toRegistrationsRequest('ONLINE') },
  {
    title: 'Read the topology of site mesh groups',
    namespace: systemNamespace,
    request: meshGroupsRequest,
  },
  { title: 'Read the connectivity graph', namespace: systemNamespace, request: connectivityRequest },
];

function toAlertProbe(namespace: string): Probe {
  return { title: `List alerts of ${namespace}`, namespace, request: toAlertsRequest(namespace) };
}

function tryProbe(tenant: Tenant, account: string, { title, namespace, request }: Probe): Promise<ConnectionCheck> {
  const remedy = `Give the service credential the role ${monitorRole} in the namespace ${namespace}.`;
  return check(
    { title, account, permission: nameRole(namespace) },
    async () => {
      await tenant.request(request, anyDocument);
    },
    remedy,
  );
}

function toUnseen(account: string, namespace: string): ConnectionCheck {
  return {
    title: `Find the namespace ${namespace}`,
    account,
    permission: nameRole(namespace),
    outcome: 'failed',
    message: `The credential does not see a namespace ${namespace}.`,
    remedy: `Check its name, or give the service credential the role ${monitorRole} in it.`,
  };
}

type Asked = Pick<ConnectionCheck, 'title' | 'account' | 'permission'>;

async function check(about: Asked, attempt: () => Promise<void>, roleRemedy?: string): Promise<ConnectionCheck> {
  try {
    await attempt();
    return { ...about, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const remedy = error.kind === 'permission-missing' ? (roleRemedy ?? error.remedy) : error.remedy;
    return { ...about, outcome: 'failed', message: error.message, ...(remedy === undefined ? {} : { remedy }) };
  }
}
