import { type HallMachine, hallModels } from '../hall/hall';
import { type Team, teams } from '../tags';

/** The hall's only Slurm cluster. */
export const slurmCluster = 'munich';
export const controllers = ['slurmctl-1.munich.millwright.example', 'slurmctl-2.munich.millwright.example'] as const;

export interface SlurmUser {
  name: string;
  id: number;
  account: Team;
  /** Of its association with the account. */
  associationId: number;
}

/** Teams that have an account in the hall. */
export const slurmAccounts: readonly Team[] = [
  'foundation-models',
  'applied-research',
  'speech',
  'vision',
  'recommendation',
  'search',
];

/** Everyone with a login, in the order of their ids. */
export const slurmUsers: readonly SlurmUser[] = slurmAccounts
  .flatMap((account) => teams[account].map((name) => ({ name, account })))
  .map(({ name, account }, index) => ({
    name,
    account,
    id: 10_001 + index,
    associationId: slurmAccounts.length + 3 + index,
  }));

/** Of an account's association, the one its users' hang under. */
export function associationIdOf(account: Team): number {
  return 3 + slurmAccounts.indexOf(account);
}

export interface QualityOfService {
  name: string;
  id: number;
  description: string;
  priority: number;
  /** Devices one user may hold at a time; null: no limit. */
  gpusPerUser: number | null;
  maxMinutes: number | null;
  preempts: readonly string[];
}

export const qualitiesOfService: readonly QualityOfService[] = [
  {
    name: 'normal',
    id: 1,
    description: 'Normal QOS default',
    priority: 100,
    gpusPerUser: 20,
    maxMinutes: null,
    preempts: [],
  },
  {
    name: 'high',
    id: 2,
    description: 'Deadlines, by request',
    priority: 1000,
    gpusPerUser: 32,
    maxMinutes: 2880,
    preempts: ['scavenger'],
  },
  {
    name: 'interactive',
    id: 3,
    description: 'Sessions of a day at most',
    priority: 500,
    gpusPerUser: 4,
    maxMinutes: 1440,
    preempts: [],
  },
  {
    name: 'scavenger',
    id: 4,
    description: 'What is left over',
    priority: 1,
    gpusPerUser: null,
    maxMinutes: null,
    preempts: [],
  },
  {
    name: 'flagship',
    id: 5,
    description: 'Runs over whole partitions, by decision of the board',
    priority: 5000,
    gpusPerUser: null,
    maxMinutes: null,
    preempts: ['scavenger'],
  },
];

/** Devices that all users of an account may hold at a time; absent: no limit. */
export const accountGpuLimits: Readonly<Partial<Record<Team, number>>> = { 'applied-research': 8, speech: 6 };

export const licences = [
  { name: 'matlab', total: 40, used: 11 },
  { name: 'nsight-cloud', total: 16, used: 16 },
] as const;

/** What Slurm calls the devices of a machine in generic resources; null where it has none. */
export function gpuTypeOf({ accelerators: [device] }: HallMachine): string | null {
  return device ? toGpuType(device.model) : null;
}

/** The model behind each of the words that Slurm has for the hall's devices. */
export const modelsByGpuType: ReadonlyMap<string, string> = new Map(
  hallModels.map((model) => [toGpuType(model), model]),
);

function toGpuType(model: string): string {
  return model.replace(/^\S+ /, '').toLowerCase();
}
