import { z } from 'zod';
import type { MachineName } from '@/lib/domain/machine';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { bareSoftware, type SoftwareFacts } from '@/lib/domain/site/software';
import { toNodeAccelerators } from '../gres/to-accelerators';
import { listSchema, momentSchema, numberSchema, stateSchema, textSchema } from '../wire/fields';
import { toCommonFacts, toStateWord } from './place';

/** Flags stand beside the state up to v0.0.38, within it from v0.0.39 on. Memory is in MiB, load in hundredths. */
export const nodeSchema = z.object({
  name: z.string().min(1),
  state: stateSchema,
  state_flags: stateSchema,
  reason: textSchema,
  reason_changed_at: momentSchema,
  reason_set_by_user: textSchema,
  gres: textSchema,
  gres_used: textSchema,
  tres: textSchema,
  tres_used: textSchema,
  partitions: listSchema,
  features: listSchema,
  active_features: listSchema,
  architecture: textSchema,
  operating_system: textSchema,
  address: textSchema,
  hostname: textSchema,
  comment: textSchema,
  extra: textSchema,
  instance_id: textSchema,
  instance_type: textSchema,
  topology: textSchema,
  reservation: textSchema,
  version: textSchema,
  slurmd_version: textSchema,
  cpus: numberSchema,
  sockets: numberSchema,
  real_memory: numberSchema,
  alloc_cpus: numberSchema,
  alloc_memory: numberSchema,
  free_memory: numberSchema,
  free_mem: numberSchema,
  cpu_load: numberSchema,
  boot_time: momentSchema,
  last_busy: momentSchema,
  slurmd_start_time: momentSchema,
});
export type SlurmNode = z.output<typeof nodeSchema>;

/** Slurm does not know when a node came to be: its boot is a younger thing. */
export function toNodeItem(cluster: string, node: SlurmNode, raw: string): InventoryItem {
  const words = [...node.state, ...node.state_flags];
  return {
    ...toCommonFacts(cluster, 'cluster-node', 'node', node.name),
    name: node.name,
    status: toNodeStatus(words),
    nativeStatus: toStateWord(words),
    size: node.instance_type,
    accelerators: isThere(words) ? toNodeAccelerators(node.gres) : [],
    machine: toMachine(node.instance_id),
    tags: {},
    software: toNodeSoftware(cluster, node),
    createdAt: null,
    raw,
  };
}

/** Older versions of slurmrestd tell of slurmd's version as `slurmd_version`. */
function toNodeSoftware(cluster: string, { version, slurmd_version, operating_system }: SlurmNode): SoftwareFacts[] {
  const told = [bareSoftware('slurm', version ?? slurmd_version), bareSoftware('operating-system', operating_system)];
  return told.flatMap((one) => (one.version === null ? [] : [{ ...one, cluster }]));
}

/** A node that is only planned, or that a cloud has taken back, has no devices, whatever its configuration says. */
function isThere(words: readonly string[]): boolean {
  if (words.includes('FUTURE') || words.includes('DYNAMIC_FUTURE')) return false;
  return !(words.includes('CLOUD') && words.includes('POWERED_DOWN'));
}

/** Only EC2's ids say of which cloud they are; the devices of such a machine count where AWS lists it. */
function toMachine(instanceId: string | null): MachineName | null {
  return instanceId !== null && /^i-[0-9a-f]{8,17}$/.test(instanceId) ? `aws/${instanceId}` : null;
}

/** The states a node is in when no flag says otherwise. */
const bases: Record<string, LifecycleState> = {
  IDLE: 'active',
  ALLOCATED: 'active',
  MIXED: 'active',
  DOWN: 'failed',
  ERROR: 'failed',
  FUTURE: 'provisioning',
  UNKNOWN: 'unknown',
};
const busy: ReadonlySet<string> = new Set(['ALLOCATED', 'MIXED', 'COMPLETING']);
const failures: ReadonlySet<string> = new Set(['FAIL', 'INVALID_REG']);
/** The node takes no new work: it stands still once what runs on it has ended. */
const withheld: ReadonlySet<string> = new Set(['DRAIN', 'MAINT', 'MAINTENANCE', 'POWER_DRAIN', 'POWER_DOWN_ASAP']);
const goingOff: ReadonlySet<string> = new Set(['POWERED_DOWN', 'POWERING_DOWN', 'POWER_DOWN', 'POWER_DOWN_FORCE']);
const comingUp: ReadonlySet<string> = new Set(['POWERING_UP', 'POWER_UP', 'REBOOT_ISSUED', 'DYNAMIC_FUTURE']);
const unreached: ReadonlySet<string> = new Set(['NOT_RESPONDING', 'BLOCKED']);
/** Say nothing of whether the node is any good. */
const harmless: ReadonlySet<string> = new Set([
  'CLOUD',
  'COMPLETING',
  'DYNAMIC_NORM',
  'EXTERNAL',
  'PERFCTRS',
  'PLANNED',
  'REBOOT_CANCELED',
  'REBOOT_REQUESTED',
  'RESERVED',
  'RESUME',
  'UNDRAIN',
]);
const flags = [failures, withheld, goingOff, comingUp, unreached, harmless];

/**
 * From a node's base state and its flags. One that is withheld is degraded while it still works, else stopped; one that
 * does not answer is degraded until Slurm calls it down. A word that is not known makes it unknown.
 */
export function toNodeStatus(words: readonly string[]): LifecycleState {
  const base = words.map((word) => (Object.hasOwn(bases, word) ? bases[word] : undefined)).find((each) => each);
  const isKnown = (word: string) => Object.hasOwn(bases, word) || flags.some((set) => set.has(word));
  if (base === undefined || base === 'unknown' || !words.every(isKnown)) return 'unknown';
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  // A node that is off is called down too, and by intent.
  if (has(goingOff)) return 'stopped';
  if (has(comingUp)) return 'provisioning';
  if (has(failures)) return has(busy) ? 'degraded' : 'failed';
  if (base !== 'active') return base;
  if (has(withheld)) return has(busy) ? 'degraded' : 'stopped';
  return has(unreached) ? 'degraded' : 'active';
}
