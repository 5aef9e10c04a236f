import {
  accountGpuLimits,
  associationIdOf,
  controllers,
  type QualityOfService,
  qualitiesOfService,
  slurmAccounts,
  slurmCluster,
  slurmUsers,
} from '../../world/slurm/cluster';
import { toHostlist } from '../../world/slurm/hostlist';
import type { SlurmSnapshot } from '../../world/slurm/world';
import type { Numeric, ValueWriter } from './values';

/** A quality of service. */
export function toQosDocument({ version, number }: ValueWriter, qos: QualityOfService): Record<string, unknown> {
  const free = number('infinite');
  const perUser = qos.gpusPerUser === null ? [] : [{ type: 'gres', name: 'gpu', id: 1001, count: qos.gpusPerUser }];
  return {
    description: qos.description,
    flags: [],
    id: version === 38 ? String(qos.id) : qos.id,
    limits: {
      grace_time: version === 39 ? number(0) : 0,
      max: {
        active_jobs: { accruing: free, count: free },
        tres: {
          total: [],
          minutes: { total: [], per: { qos: [], job: [], account: [], user: [] } },
          per: { account: [], job: [], node: [], user: perUser },
        },
        wall_clock: { per: { qos: free, job: number(qos.maxMinutes ?? 'infinite') } },
        jobs: { count: free, active_jobs: { per: { account: free, user: free } }, per: { account: free, user: free } },
        accruing: { per: { account: free, user: free } },
      },
      factor: version === 39 ? 1 : free,
      min: { priority_threshold: free, tres: { per: { job: [] } } },
    },
    name: qos.name,
    preempt: { list: qos.preempts, mode: ['DISABLED'], exempt_time: free },
    priority: number(qos.priority),
    usage_factor: number(1),
    usage_threshold: free,
  };
}

/** Every association: of accounts with the root, of users with their account. */
export function toAssociationDocuments(values: ValueWriter): Record<string, unknown>[] {
  return [
    associate(values, { id: 1, account: 'root', user: '', parent: '' }),
    ...slurmAccounts.map((account) =>
      associate(values, {
        id: associationIdOf(account),
        account,
        user: '',
        parent: 'root',
        limit: accountGpuLimits[account],
      }),
    ),
    ...slurmUsers.map(({ associationId: id, account, name }) =>
      associate(values, { id, account, user: name, parent: '' }),
    ),
  ];
}

interface Association {
  id: number;
  account: string;
  user: string;
  parent: string;
  /** Devices its users may hold together; absent: no limit. */
  limit?: number | undefined;
}

function associate({ version, number }: ValueWriter, { id, account, user, parent, limit }: Association) {
  const free = number('infinite');
  return {
    ...(version >= 40 && {
      accounting: [],
      comment: '',
      lineage: user === '' ? `/${account}/` : `/${account}/0-${user}/`,
    }),
    account,
    cluster: slurmCluster,
    default: { qos: 'normal' },
    flags: [],
    max: {
      jobs: {
        per: { count: free, accruing: free, submitted: free, wall_clock: free },
        active: free,
        accruing: free,
        total: free,
      },
      tres: {
        total: limit === undefined ? [] : [{ type: 'gres', name: 'gpu', id: 1001, count: limit }],
        group: { minutes: [], active: [] },
        minutes: { total: [], per: { job: [] } },
        per: { job: [], node: [] },
      },
      per: { account: { wall_clock: free } },
    },
    ...(version === 40 && { id: { account, cluster: slurmCluster, partition: '', user, id } }),
    ...(version >= 41 && { id }),
    is_default: user !== '',
    min: { priority_threshold: free },
    parent_account: parent,
    partition: '',
    priority: free,
    qos: qualitiesOfService.map(({ name }) => name),
    shares_raw: 1,
    user,
  };
}

/** Every account. */
export function toAccountDocuments(): Record<string, unknown>[] {
  return ['root', ...slurmAccounts].map((name) => ({
    associations: [],
    coordinators: [],
    description: name === 'root' ? 'default root account' : name.replace('-', ' '),
    name,
    organization: name,
    flags: [],
  }));
}

/** The only cluster the database knows. */
export function toClusterDocument({ version }: ValueWriter, { nodes }: SlurmSnapshot): Record<string, unknown> {
  return {
    controller: { host: controllers[0], port: 6817 },
    flags: [],
    name: slurmCluster,
    nodes: toHostlist(nodes.map(({ machine }) => machine.hostname)),
    ...(version < 45 && { select_plugin: 'cons_tres' }),
    associations: {
      root: { account: 'root', cluster: slurmCluster, partition: '', user: '', ...(version >= 40 && { id: 1 }) },
    },
    rpc_version: 11_264,
    tres: [
      { type: 'cpu', name: '', id: 1, count: nodes.reduce((sum, { machine }) => sum + machine.cores, 0) },
      { type: 'node', name: '', id: 4, count: nodes.length },
    ],
  };
}

/** What each association is entitled to and uses. */
export function toShareDocuments({ number }: ValueWriter, { jobs }: SlurmSnapshot): Record<string, unknown>[] {
  const running = jobs.filter(({ state }) => state === 'RUNNING');
  const cpusOf = (account: string, user: string | null) =>
    running
      .filter((job) => job.account === account && (user === null || job.user === user))
      .reduce((sum, { share, nodeCount }) => sum + share.cpus * nodeCount, 0);
  const all = running.reduce((sum, { share, nodeCount }) => sum + share.cpus * nodeCount, 0);
  const share = (id: number, name: string, parent: string, cpus: number, type: 'ASSOCIATION' | 'USER') => {
    const usage = all === 0 ? 0 : cpus / all;
    const level: Numeric = usage === 0 ? 'infinite' : 1 / slurmAccounts.length / usage;
    return {
      id,
      cluster: slurmCluster,
      name,
      parent,
      partition: '',
      shares_normalized: number(1 / slurmAccounts.length),
      shares: number(1),
      tres: { run_seconds: [], group_minutes: [], usage: [] },
      effective_usage: number(usage),
      usage_normalized: number(usage),
      usage: cpus * 3600,
      fairshare: { factor: number(Math.max(0, 1 - usage)), level: number(level) },
      type: [type],
    };
  };
  return [
    ...slurmAccounts.map((account) =>
      share(associationIdOf(account), account, 'root', cpusOf(account, null), 'ASSOCIATION'),
    ),
    ...slurmUsers.map(({ associationId, name, account }) =>
      share(associationId, name, account, cpusOf(account, name), 'USER'),
    ),
  ];
}
