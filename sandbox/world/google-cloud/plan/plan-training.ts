import { drawsOf } from '../../draws';
import { machinesAt, thingsAt } from '../../growth';
import type { Team } from '../../tags';
import type { ProjectName, RegionName } from '../geography';
import { type MachineTypeName, vertexAcceleratorOf } from '../machine-types';
import { cycle } from '../movement/cycle';
import { remember } from '../movement/remember';
import { vertexName } from '../native-names';
import type { CustomJob } from '../records/models';
import { dayMs, minuteMs, type PlanContext, place } from './plan';

interface JobLine {
  project: ProjectName;
  region: RegionName;
  name: string;
  team: Team;
  machineType: MachineTypeName;
  replicas: number;
  copies: number;
}

const jobLines: readonly JobLine[] = [
  {
    project: 'training',
    region: 'us-central1',
    name: 'distil',
    team: 'foundation-models',
    machineType: 'g2-standard-8',
    replicas: 2,
    copies: 3,
  },
  {
    project: 'training',
    region: 'europe-west4',
    name: 'tune-speech',
    team: 'speech',
    machineType: 'g2-standard-8',
    replicas: 2,
    copies: 3,
  },
  {
    project: 'research',
    region: 'us-central1',
    name: 'sweep',
    team: 'applied-research',
    machineType: 'n2-highmem-32',
    replicas: 1,
    copies: 10,
  },
  {
    project: 'sovereign',
    region: 'europe-west3',
    name: 'redact',
    team: 'speech',
    machineType: 'n2-standard-16',
    replicas: 1,
    copies: 3,
  },
];

/** How long a job that has ended stays listed. */
const keptMs = 8 * dayMs;

/** Lines of work that start one custom job after another. */
export function planTraining({ seed, scale, movers }: PlanContext): void {
  for (const line of jobLines) {
    const isAccelerated = vertexAcceleratorOf(line.machineType) !== null;
    const copies = isAccelerated ? machinesAt(line.copies, scale) : thingsAt(line.copies, scale);
    for (let copy = 0; copy < copies; copy++) {
      const round = cycle(drawsOf(seed, 'google-cloud', 'jobs', line.name, copy), {
        hours: [8, 30],
        share: [0.6, 0.95],
      });
      // Once a life is over its job has ended, and changes no more.
      const endedJob = remember<CustomJob>(Math.ceil(keptMs / round.periodMs) + 2);
      movers.push((now, add) => {
        const { generation, bornAt, lifetimeMs } = round.at(now);
        for (let back = 0; back * round.periodMs < keptMs + round.periodMs; back++) {
          const startedAt = new Date(bornAt.getTime() - back * round.periodMs);
          const key = `${copy}/${generation - back}`;
          const make = () => jobAt(seed, line, key, startedAt, lifetimeMs, now);
          const job = back === 0 ? make() : endedJob(key, make);
          if (job.endedAt === null || now.getTime() - job.endedAt.getTime() < keptMs) add(job);
        }
      });
    }
  }
}

function jobAt(seed: string, line: JobLine, key: string, createdAt: Date, lifetimeMs: number, now: Date): CustomJob {
  const draws = drawsOf(seed, 'google-cloud', 'job', line.name, key);
  const id = `7${draws.integer(1e14, 9e14)}${draws.integer(100, 999)}`;
  const { project, region, name, team, machineType, replicas } = line;
  const ageMs = now.getTime() - createdAt.getTime();
  const outcome = draws.fraction();
  const endMs = Math.round((lifetimeMs * (outcome < 0.12 ? 0.3 : 1)) / 1000) * 1000;
  const startedAt = ageMs < 7 * minuteMs ? null : new Date(createdAt.getTime() + 7 * minuteMs);
  const isOver = ageMs >= endMs;
  const ending = outcome < 0.1 ? 'JOB_STATE_FAILED' : outcome < 0.12 ? 'JOB_STATE_CANCELLED' : 'JOB_STATE_SUCCEEDED';
  const state = isOver ? ending : startedAt ? 'JOB_STATE_RUNNING' : 'JOB_STATE_PENDING';
  const endedAt = isOver ? new Date(createdAt.getTime() + endMs) : null;
  return {
    kind: 'custom-job',
    ...place({
      seed,
      fullName: vertexName(project, region, 'customJobs', id),
      project,
      location: region,
      name: id,
      team,
      createdAt,
      updatedAt: endedAt ?? startedAt ?? createdAt,
    }),
    displayName: `${name}-${draws.hex(6)}`,
    state,
    machineType,
    accelerator: vertexAcceleratorOf(machineType),
    replicas,
    image: `${region}-docker.pkg.dev/millwright-${project}/training/${name}:2026.1`,
    output: `gs://millwright-${project}-checkpoints-${region}/${name}/${id}`,
    error:
      state === 'JOB_STATE_FAILED'
        ? { code: 3, message: 'The replica workerpool0-0 exited with a non-zero status of 1.' }
        : null,
    startedAt,
    endedAt,
  };
}
