import { findInstanceSize } from '../aws/instance-catalogue';
import { nativeIdOf } from '../aws/native-id';
import { epoch } from '../aws/plan/plan';
import type { ComputeInstance } from '../aws/records/machines';
import type { ModelEndpoint, TrainingJob } from '../aws/records/models';
import { drawsOf } from '../draws';
import type { GpuDevice, GpuHolder, GpuIncident, GpuTenancy } from './device';
import { drawGpuUuid } from './draw-uuid';
import type { GpuPurpose } from './draw-work';
import { drawTenancy } from './drawn-tenancy';
import { keepTenancy } from './keep-tenancy';
import { knownDevice } from './known-devices';
import { gpusOfOwner } from './managed-gpus';

const bytesPerMiB = 1024 ** 2;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A machine's GPUs, and who measures them. */
export interface AwsGpuMachine {
  instance: ComputeInstance;
  /** The cluster it is a node of; null for machines on their own. */
  cluster: string | null;
  devices: readonly GpuDevice[];
  /** Whether the CloudWatch agent on it tells what nvidia-smi says. */
  hasAgent: boolean;
  /** Whether Container Insights of its cluster tells of them. Where neither does, nobody measures them. */
  hasInsights: boolean;
}

/** Of this cluster's nodes both tell. */
const measuredTwice = 'research-lab';
/** Nobody put Container Insights on this cluster. */
const unmeasured = 'inference-mumbai';
/** On these nodes four pods share one device in time. */
const timeSliced = 'inference-east-l4-small';
const podsInTurn = 4;

/** The GPUs of an instance; null for one that has none. */
export function gpuMachineOf(seed: string, instance: ComputeInstance): AwsGpuMachine | null {
  const accelerator = findInstanceSize(instance.size)?.accelerator;
  if (accelerator?.family !== 'gpu') return null;
  const cluster = clusterOf(instance);
  const nativeId = nativeIdOf(instance);
  const name = instance.name ?? instance.id;
  const devices = Array.from({ length: accelerator.count }, (_, index) =>
    knownDevice(seed, `aws/${nativeId}/${index}`, () => ({
      machine: { nativeId, name },
      index,
      uuid: drawGpuUuid(seed, 'aws-device', nativeId, index),
      vendor: 'nvidia',
      model: `NVIDIA ${accelerator.name}`,
      memoryBytes: accelerator.memoryMiB * bytesPerMiB,
      slicing: null,
      incidents: incidentsOf(name, index),
      tenancy: tenancyOf(seed, instance, accelerator.count, index),
    })),
  );
  return {
    instance,
    cluster,
    devices,
    hasAgent: cluster === null || cluster === measuredTwice,
    hasInsights: cluster !== null && cluster !== unmeasured,
  };
}

/** The GPUs of each host of a training job or an endpoint, which nobody lists; empty where it has none. */
export function gpusOfManaged(seed: string, record: TrainingJob | ModelEndpoint): GpuDevice[][] {
  const accelerator = findInstanceSize(record.size)?.accelerator;
  if (accelerator?.family !== 'gpu') return [];
  const devices = gpusOfOwner(seed, {
    nativeId: nativeIdOf(record),
    name: record.name,
    team: record.tags.team ?? null,
    kind: record.kind === 'training-job' ? 'job' : 'instance',
    purpose: record.kind === 'training-job' ? 'training' : 'serving',
    model: `NVIDIA ${accelerator.name}`,
    count: record.count * accelerator.count,
    memoryBytes: accelerator.memoryMiB * bytesPerMiB,
  });
  return Array.from({ length: record.count }, (_, host) =>
    devices.slice(host * accelerator.count, (host + 1) * accelerator.count),
  );
}

function clusterOf({ nodeGroup, tags }: ComputeInstance): string | null {
  return nodeGroup === null ? null : (tags['eks:cluster-name'] ?? null);
}

/** What ails devices of AWS; the machines named are there at every scale. */
function incidentsOf(name: string, index: number): GpuIncident[] {
  const isAt = (machine: string, place: number) => name === machine && index === place;
  const incidents: GpuIncident[] = [];
  if (isAt('pretrain-east-p5-block-a-003', 2)) incidents.push({ kind: 'hot' });
  if (isAt('pretrain-east-p5-block-a-005', 6))
    incidents.push({ kind: 'vanishing', everyMs: 6 * hourMs, awayMs: 2.5 * hourMs });
  if (isAt('pretrain-east-p5-block-a-007', 1))
    incidents.push({ kind: 'ecc', correctedPerDay: 900, uncorrectedPerDay: 0.4 });
  if (isAt('pretrain-ohio-p5en-block-a-001', 4))
    incidents.push({ kind: 'xid', codes: [94, 31], everyMs: 9 * hourMs, phaseMs: 4 * hourMs });
  if (name === 'finetune-north-p5-reserved-002')
    incidents.push({ kind: 'frozen', sinceMs: epoch.getTime() + 30 * dayMs });
  if (name === 'research-west-p4d-001') incidents.push({ kind: 'silent' });
  return incidents;
}

/** What is worked on together: a block of machines, half a large machine, or one device of a small one. */
function tenancyOf(seed: string, instance: ComputeInstance, devices: number, index: number): GpuTenancy {
  const { nodeGroup, tags } = instance;
  const name = instance.name ?? instance.id;
  const cluster = clusterOf(instance);
  const team = tags.team ?? null;
  if (cluster === null || nodeGroup === null) {
    const key = `aws/${nativeIdOf(instance)}`;
    const holder: GpuHolder = { kind: 'instance', name, namespace: null, container: null, team };
    return keepTenancy(drawTenancy({ seed, key, purpose: 'notebook', holdersIn: () => [holder] }), holder);
  }
  const purpose: GpuPurpose = cluster.startsWith('inference') ? 'serving' : 'training';
  const group = nodeGroup.includes('-block-') ? nodeGroup : `${name}/${devices === 8 ? Math.floor(index / 4) : index}`;
  const key = `aws/${cluster}/${group}`;
  const isShared = name.startsWith(timeSliced);
  const namespace = team?.toLowerCase() ?? 'default';
  return drawTenancy({
    seed,
    key,
    purpose,
    holdersIn: (round) =>
      Array.from({ length: isShared ? podsInTurn : 1 }, (_, place) => ({
        kind: 'pod',
        name: podName(seed, { key, purpose, round, place }, name),
        namespace,
        container: 'main',
        team,
      })),
  });
}

const models = ['ranking', 'embedding', 'intent', 'toxicity', 'summary', 'translate'] as const;
const jobs = ['pretrain', 'finetune', 'distil', 'sweep', 'evaluate'] as const;

interface PodPlace {
  key: string;
  purpose: GpuPurpose;
  round: number;
  /** Which of those that share a device. */
  place: number;
}

/** Pods of deployments end in two hashes, those of jobs in the worker's number. */
function podName(seed: string, { key, purpose, round, place }: PodPlace, machine: string): string {
  const draws = drawsOf(seed, 'aws-pod', key, round, place);
  if (purpose === 'serving') return `${draws.pick(models)}-${draws.hex(4)}-predictor-${draws.hex(10)}-${draws.hex(5)}`;
  return `${draws.pick(jobs)}-${draws.hex(6)}-worker-${Number(machine.slice(-3))}`;
}

/** The workload of a pod, as the agent tells it: the pod's name without what tells it from its siblings. */
export function workloadOfPod(pod: string): string {
  return pod.replace(/-worker-\d+$|-[0-9a-f]{10}-[0-9a-f]{5}$/, '');
}
