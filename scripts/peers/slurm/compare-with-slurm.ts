import type { Counts } from '../../counts/counts';
import { compareFacts } from '../compare-facts';
import type { Unpacked } from '../debian/unpack-debian';
import { readThroughCli } from '../read-through-cli';
import { type Slurm, startSlurm } from './start-slurm';

const cluster = 'peer';
const h100s = (count: number) => [{ model: 'NVIDIA H100', count, memoryBytes: null }];

/** As slurm.conf writes a small hall. */
const configuration = [
  'GresTypes=gpu',
  'NodeName=dgx[01-04] CPUs=224 RealMemory=2000000 Gres=gpu:h100:8 State=UNKNOWN NodeAddr=127.0.0.1',
  'NodeName=cpu[01-12] CPUs=64 RealMemory=256000 State=UNKNOWN NodeAddr=127.0.0.1',
  'NodeName=spare01 CPUs=64 RealMemory=256000 State=FUTURE NodeAddr=127.0.0.1',
  'PartitionName=gpu Nodes=dgx[01-04] Default=YES MaxTime=INFINITE State=UP',
  'PartitionName=cpu Nodes=cpu[01-12] MaxTime=1-00:00:00 State=UP',
  'PartitionName=closed Nodes=cpu[01-02] State=DOWN',
];

/**
 * Configures a cluster in a real slurmctld, drains, reserves and submits with Slurm's own commands, and compares what
 * Millwright reads of it through slurmrestd. Each thing counts as one test, and so does having no gap.
 */
export async function compareWithSlurm(unpacked: Unpacked): Promise<Counts> {
  const slurm = await startSlurm(unpacked, configuration);
  try {
    const jobs = await setTheScene(slurm);
    const { endpoint, user, token } = slurm;
    const read = await readThroughCli({
      provider: 'slurm',
      settings: { endpoint, user, clusterName: cluster },
      secret: { token },
    });
    return compareFacts('slurmrestd', expectCluster(jobs), read);
  } finally {
    await slurm.stop();
  }
}

/** Answers the ids of the jobs: one that waits for GPUs, one that is held. */
async function setTheScene(slurm: Slurm): Promise<string[]> {
  await slurm.command('scontrol', 'update', 'NodeName=dgx01', 'State=DRAIN', 'Reason=XID 79');
  await slurm.command('scontrol', 'update', 'NodeName=cpu03', 'State=DOWN', 'Reason=disk');
  const window = ['starttime=now+60', 'duration=120', 'nodes=dgx02', 'users=root'];
  await slurm.command('scontrol', 'create', 'reservation', 'reservationname=maintenance', ...window);
  const submit = (...options: string[]) => slurm.command('sbatch', '--parsable', ...options, '--wrap=true');
  return [
    await submit('--job-name=pretrain', '--gres=gpu:8', '--nodes=2', '--chdir=/'),
    await submit('--job-name=held', '--hold', '--partition=cpu', '--chdir=/'),
  ];
}

function expectCluster([pretrain, held]: string[]): Map<string, object> {
  const expected = new Map<string, object>([
    [`batch-cluster ${cluster}`, { name: cluster, status: 'active' }],
    [`batch-job ${cluster}/job/${pretrain}`, { name: 'pretrain', status: 'provisioning', account: cluster }],
    [`batch-job ${cluster}/job/${held}`, { name: 'held', status: 'provisioning' }],
    [`reservation ${cluster}/reservation/maintenance`, { name: 'maintenance' }],
    [`queue ${cluster}/partition/gpu`, { name: 'gpu', status: 'active' }],
    [`queue ${cluster}/partition/cpu`, { name: 'cpu', status: 'active' }],
    [`queue ${cluster}/partition/closed`, { name: 'closed', status: 'stopped' }],
  ]);
  for (const name of ['dgx01', 'dgx02', 'dgx03', 'dgx04'])
    expected.set(`cluster-node ${cluster}/node/${name}`, { name, accelerators: h100s(8), region: 'global' });
  for (let index = 1; index <= 12; index += 1) {
    const name = `cpu${String(index).padStart(2, '0')}`;
    expected.set(`cluster-node ${cluster}/node/${name}`, { name, accelerators: [] });
  }
  expected.set(`cluster-node ${cluster}/node/cpu03`, { name: 'cpu03', status: 'failed' });
  expected.set(`cluster-node ${cluster}/node/dgx01`, { name: 'dgx01', accelerators: h100s(8) });
  return expected;
}
