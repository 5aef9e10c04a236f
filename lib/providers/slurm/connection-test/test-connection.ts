import type { ConnectionCheck, ConnectionReport } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { envelopeSchema } from '../connect/answers';
import { openSlurm, type SlurmResource } from '../connect/open-slurm';
import type { SlurmSession } from '../connect/slurm-session';
import { askForEntries } from '../inventory/read-list';

const titles: Record<Exclude<SlurmResource, 'ping'>, string> = {
  nodes: 'List the nodes',
  partitions: 'List the partitions',
  jobs: 'List the jobs',
  reservations: 'List the reservations',
  diag: 'Read the scheduler’s statistics',
};

/** Agrees on a version and learns the cluster's name, then asks for each thing once, so that each one refused is named. */
export async function testSlurm(session: SlurmSession): Promise<ConnectionReport> {
  const slurm = openSlurm(session);
  let cluster: string | null = null;
  const reached = await check(
    { title: `Reach ${slurm.place} and agree on a version`, permission: 'ping' },
    async () => {
      await slurm.version();
      cluster = await slurm.clusterName();
      await slurm.request('ping', (document) => envelopeSchema.parse(document));
    },
  );
  if (cluster === null) return { checks: [reached], accounts: [] };
  const account: string = cluster;
  const ask = (resource: Exclude<SlurmResource, 'ping'>) =>
    check({ title: `${titles[resource]} of ${account}`, permission: resource, account }, async () => {
      if (resource === 'diag') await slurm.request(resource, (document) => envelopeSchema.parse(document));
      else await askForEntries(slurm, resource);
    });
  const asked = [];
  for (const resource of ['nodes', 'partitions', 'jobs', 'reservations', 'diag'] as const)
    asked.push(await ask(resource));
  return { checks: [{ ...reached, account }, ...asked], accounts: [{ id: account, name: null }] };
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
    return { ...about, outcome: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
  }
}
