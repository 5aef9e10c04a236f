import { describe, expect, it } from 'vitest';
import { sayWaitReason } from './say-wait-reason';
import { isPassedOver } from './wait-reasons/say-slurm-reason';
import type { WorkSystem } from './work-system';

const say = (system: WorkSystem, code: string, message: string | null = null) =>
  sayWaitReason(system, { code, message });
const resources = ['BB', 'Billing', 'Energy', 'GRES', 'License', 'Unknown'];
const documented = [
  'AccountingPolicy AccountNotAllowed AssociationJobLimit AssociationResourceLimit AssociationTimeLimit BadConstraints',
  'BeginTime BurstBufferOperation BurstBufferResources BurstBufferStageIn Cleaning Constraints DeadLine Dependency',
  'DependencyNeverSatisfied FedJobLock InactiveLimit InvalidAccount InvalidQOS JobArrayTaskLimit JobHeldAdmin JobHeldUser',
  'JobHoldMaxRequeue JobLaunchFailure Licenses MaxMemPerLimit NodeDown NonZeroExitCode None OutOfMemory PartitionConfig',
  'PartitionDown PartitionInactive PartitionNodeLimit PartitionTimeLimit Priority Prolog QOSJobLimit QOSNotAllowed',
  'QOSResourceLimit QOSTimeLimit QOSUsageThreshold ReqNodeNotAvail Reservation ReservationDeleted Resources SchedDefer',
  'SystemFailure TimeLimit AssocGrpCpuLimit AssocGrpCPUMinutesLimit AssocGrpCPURunMinutesLimit AssocGrpJobsLimit',
  'AssocGrpMemLimit AssocGrpMemMinutes AssocGrpMemRunMinutes AssocGrpNodeLimit AssocGrpNodeMinutes AssocGrpNodeRunMinutes',
  'AssocGrpSubmitJobsLimit AssocGrpWallLimit AssocMaxCpuMinutesPerJobLimit AssocMaxCpuPerJobLimit AssocMaxCpuPerNode',
  'AssocMaxJobsLimit AssocMaxMemMinutesPerJob AssocMaxMemPerJob AssocMaxMemPerNode AssocMaxNodeMinutesPerJob',
  'AssocMaxNodePerJobLimit AssocMaxSubmitJobLimit AssocMaxWallDurationPerJobLimit MaxCpuPerAccount MaxJobsPerAccount',
  'MaxMemoryPerAccount MaxNodePerAccount MaxSubmitJobsPerAccount QOSGrpCpuLimit QOSGrpCPUMinutesLimit',
  'QOSGrpCPURunMinutesLimit QOSGrpJobsLimit QOSGrpMemLimit QOSGrpMemoryMinutes QOSGrpMemoryRunMinutes QOSGrpNodeLimit',
  'QOSGrpNodeMinutes QOSGrpNodeRunMinutes QOSGrpSubmitJobsLimit QOSGrpWallLimit QOSMaxCpuMinutesPerJobLimit',
  'QOSMaxCpuPerJobLimit QOSMaxCpuPerNode QOSMaxCpuPerUserLimit QOSMaxJobsPerUserLimit QOSMaxMemoryMinutesPerJob',
  'QOSMaxMemoryPerJob QOSMaxMemoryPerNode QOSMaxMemoryPerUser QOSMaxNodeMinutesPerJob QOSMaxNodePerJobLimit',
  'QOSMaxNodePerUserLimit QOSMaxSubmitJobPerUserLimit QOSMaxWallDurationPerJobLimit QOSMinCpuNotSatisfied QOSMinMemory',
  'QOSMinNode',
]
  .join(' ')
  .split(' ')
  .concat(
    resources.flatMap((what) => [
      ...['', 'Minutes', 'RunMinutes'].flatMap((end) => [`AssocGrp${what}${end}`, `QOSGrp${what}${end}`]),
      ...['MinutesPerJob', 'PerJob', 'PerNode'].flatMap((end) => [`AssocMax${what}${end}`, `QOSMax${what}${end}`]),
      `QOSMax${what}PerUser`,
      `Max${what}PerAccount`,
      `QOSMin${what}`,
    ]),
  );

describe('a reason of Slurm', () => {
  it.each(documented)('%s is said in words of our own, the code beside', (code) => {
    const { words, code: raw } = say('slurm', code);
    expect(words).toMatch(/^[A-Z].*\.$/s);
    expect(words).not.toContain('does not know');
    expect(raw).toBe(code);
  });

  it('tells limits of one job from limits of all together', () => {
    expect(say('slurm', 'QOSMaxGRESPerUser').words).toBe(
      'Its user already has, or with this job would have, more GPUs or other devices than its quality of service (QOS) allows.',
    );
    expect(say('slurm', 'AssocGrpGRES').words).toContain('All work of its Slurm account together');
    expect(say('slurm', 'AssocMaxGRESPerJob').remedy).toMatch(/^It will not start as it is/);
  });

  it('names the nodes that are away', () => {
    const said = say('slurm', 'ReqNodeNotAvail', '(ReqNodeNotAvail, UnavailableNodes:dgx-[01-03])');
    expect(said.words).toBe('Nodes that it needs are down, drained or do not answer: dgx-[01-03].');
    expect(say('slurm', 'ReqNodeNotAvail, UnavailableNodes:n7').words).toContain('n7');
    expect(say('slurm', 'ReqNodeNotAvail', 'Reserved for maintenance').words).toContain('maintenance');
  });

  it('passes a held job over, but not one that waits for devices', () => {
    expect(['JobHeldUser', 'Dependency', 'BeginTime'].map(isPassedOver)).toEqual([true, true, true]);
    expect(['Resources', 'Priority', 'QOSMaxGRESPerUser'].map(isPassedOver)).toEqual([false, false, false]);
  });
});

describe('kube-scheduler’s message', () => {
  const unschedulable = (message: string) => say('kubernetes', 'Unschedulable', message);

  it('is counted by what rules the nodes out', () => {
    const { words, remedy } = unschedulable(
      "0/12 nodes are available: 3 Insufficient nvidia.com/gpu, 5 node(s) had untolerated taint {dedicated: a, b}, 4 node(s) didn't match Pod's node affinity/selector. preemption: 0/12 nodes are available: 12 Preemption is not helpful for scheduling.",
    );
    expect(words).toBe(
      'None of 12 nodes can take it: 3 have too few free GPUs; 5 are kept for other work (taint dedicated: a, b); 4 are not of the kind it asks for (node selector or affinity).',
    );
    expect(remedy).toContain('It starts when enough of what runs');
  });

  it('of older schedulers is read alike', () => {
    expect(
      unschedulable(
        "0/4 nodes are available: 1 node(s) had taint {node.kubernetes.io/unschedulable: }, that the pod didn't tolerate, 1 node(s) had volume node affinity conflict, 2 Insufficient cpu.",
      ),
    ).toMatchObject({
      words:
        'None of 4 nodes can take it: 1 takes no new work (cordoned); 1 cannot reach its volume, which stands elsewhere; 2 have too few free CPU.',
      remedy: expect.stringContaining('claims on storage'),
    });
  });

  it('about the pod as a whole is said of the pod', () => {
    expect(unschedulable('0/3 nodes are available: persistentvolumeclaim "data" not found.').words).toContain('data');
    expect(unschedulable('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.').words).toBe(
      'None of 3 nodes can take it: they wait for its claim on storage to be bound.',
    );
    expect(unschedulable('0/0 nodes are available').words).toBe('There is no node at all.');
  });

  it('keeps a phrase that is not known', () => {
    expect(unschedulable('0/2 nodes are available: 2 node(s) were on the moon.').words).toContain(
      '2 for another reason: “node(s) were on the moon”',
    );
  });

  it.each([
    'ImagePullBackOff',
    'CrashLoopBackOff',
    'CreateContainerConfigError',
    'SchedulingGated',
    'Init:ErrImagePull',
  ])('is not needed for %s', (code) => expect(say('kubernetes', code).words).not.toContain('does not know'));
});

describe('Kueue’s message', () => {
  const pending = (message: string) => say('kueue', 'Pending', message);

  it('says which quota is used up and how much is missing', () => {
    expect(
      pending(
        "couldn't assign flavors to pod set main: insufficient unused quota for nvidia.com/gpu in flavor h100, 8 more needed",
      ).words,
    ).toBe('Its queue’s quota of GPUs in the flavor h100 is used up: 8 more must come free.');
  });

  it('tells what can never be given from what is in use', () => {
    const older =
      "couldn't assign flavors to pod set main: insufficient quota for nvidia.com/gpu in flavor a100, request > maximum capacity (24 > 16)";
    const newer =
      "couldn't assign flavors to pod set w: insufficient quota for nvidia.com/gpu in flavor a100, previously considered podsets requests (16) + current podset request (8) > maximum capacity (16)";
    for (const message of [older, newer]) {
      expect(pending(message).words).toContain('16 at most');
      expect(pending(message).remedy).toMatch(/^It will not start/);
    }
  });

  it('names the set of pods where there are several', () => {
    const { words } = pending(
      "couldn't assign flavors to pod set head: resource cpu unavailable in ClusterQueue; couldn't assign flavors to pod set worker: insufficient unused quota in cohort for nvidia.com/gpu in flavor h100, 16 more needed",
    );
    expect(words).toContain('16 more must come free');
    expect(words).toContain('“worker”');
  });

  it.each([
    ["LocalQueue team-a doesn't exist", 'team-a'],
    ['ClusterQueue gpus is inactive', 'gpus'],
    ['Pending the preemption of 2 workload(s)', '2 others'],
    ['The workload is waiting for admission checks: provisioning', 'checks before admission'],
    ['topology "default" allows to fit only 2 out of 4 pod(s)', 'Only 2 of its 4 pods'],
    ['borrowing limit for nvidia.com/gpu in flavor h100 exceeded', 'borrow no more GPUs'],
  ])('“%s” is said plainly', (message, part) => expect(pending(message).words).toContain(part));

  it('is not needed for newer reasons', () => {
    expect(say('kueue', 'WaitingForQuota').words).toBe('Its queue’s quota is used up.');
  });
});

describe('a reason of a service', () => {
  it('says that there is no capacity', () => {
    const words = 'The cloud has no machines of the kind it asks for to give at present, and goes on trying.';
    expect(
      say('sagemaker', 'Starting', 'Insufficient capacity error from EC2 while launching instances, retrying!').words,
    ).toBe(words);
    expect(say('vertex-ai', 'JOB_STATE_PENDING', 'Resources are insufficient in region: us-central1.').words).toBe(
      words,
    );
  });

  it('says how far it has come', () => {
    expect(say('sagemaker', 'Downloading').words).toContain('data');
    expect(say('vertex-ai', 'JOB_STATE_QUEUED').words).toContain('accepted');
  });
});

describe('a reason that nobody knows', () => {
  it.each<[WorkSystem, string, string | null, string]>([
    ['slurm', 'MoonPhase', null, 'MoonPhase'],
    ['kubernetes', 'toString', 'It is odd.', 'It is odd.'],
    ['kueue', 'constructor', null, 'constructor'],
    ['azure-ml', 'Queued', null, 'Queued'],
  ])('of %s is told as such, with what the scheduler wrote', (system, code, message, part) => {
    const said = say(system, code, message);
    expect(said).toEqual({
      words: `Its scheduler gives a reason that Millwright does not know: ${part}`,
      remedy: null,
      code,
      message,
    });
  });
});
