import type { HallMachine } from '../hall/hall';
import { gpuTypeOf, slurmAccounts } from './cluster';
import type { SlurmPartition } from './records';

/** A partition with its members at hand. */
export interface PartitionPlan extends SlurmPartition {
  members: ReadonlySet<string>;
}

/** The cluster's partitions, in order of their names. Pure. */
export function planPartitions(machines: readonly HallMachine[]): PartitionPlan[] {
  const ofType = (type: string | null) => machines.filter((machine) => gpuTypeOf(machine) === type);
  const cpu = ofType(null);
  const plans = [
    plan('cpu', cpu, { isDefault: true, maxMinutes: 7 * 1440 }),
    plan('debug', cpu.slice(-2), { maxMinutes: 60, tier: 100 }),
    plan('h100', ofType('h100'), { maxMinutes: 3 * 1440 }),
    plan('legacy', [], { state: 'INACTIVE' }),
    plan('mi300x', ofType('mi300x'), {
      maxMinutes: 3 * 1440,
      allowedAccounts: ['applied-research', 'vision', 'speech'],
    }),
    plan(
      'scavenge',
      machines.filter((machine) => gpuTypeOf(machine) !== null),
      { tier: 0, qos: 'scavenger' },
    ),
  ];
  return plans;
}

/** The partitions as they are told. */
export function partitionsOf(plans: readonly PartitionPlan[]): SlurmPartition[] {
  return plans.map(({ members: _, ...partition }) => partition);
}

function plan(name: string, machines: readonly HallMachine[], options: Partial<SlurmPartition>): PartitionPlan {
  const gpus: Record<string, number> = {};
  for (const machine of machines) {
    const type = gpuTypeOf(machine);
    if (type !== null) gpus[type] = (gpus[type] ?? 0) + machine.accelerators.length;
  }
  const nodes = machines.map(({ hostname }) => hostname);
  return {
    name,
    state: 'UP',
    isDefault: false,
    nodes,
    members: new Set(nodes),
    cpus: machines.reduce((sum, { cores }) => sum + cores, 0),
    memoryMiB: machines.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
    gpus,
    maxMinutes: null,
    maxNodes: null,
    tier: 1,
    qos: '',
    allowedAccounts: slurmAccounts,
    ...options,
  };
}
