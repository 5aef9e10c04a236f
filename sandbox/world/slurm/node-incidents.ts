import { hourMs } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import type { HallMachine } from '../hall/hall';
import type { NodeFlag, SlurmNode } from './records';

/** What keeps a node from its work, for as long as the factory stands. */
export interface NodeIncident {
  down: boolean;
  flags: readonly NodeFlag[];
  reason: { text: string; user: string; agoMs: number };
  /** Jobs that are on it stay; no more come. */
  keepsJobs: boolean;
}

const scripted: Readonly<Record<string, NodeIncident>> = {
  'dgx-s-0003': {
    down: false,
    flags: ['DRAIN'],
    reason: { text: 'gres/gpu count reported lower than configured (7 < 8)', user: 'root', agoMs: 26 * hourMs },
    keepsJobs: false,
  },
  'dgx-s-0007': {
    down: true,
    flags: ['NOT_RESPONDING'],
    reason: { text: 'Not responding', user: 'slurm', agoMs: 3 * hourMs },
    keepsJobs: false,
  },
  'cpu-s-0011': {
    down: false,
    flags: ['DRAIN'],
    reason: { text: 'Kill task failed', user: 'root', agoMs: 5 * hourMs },
    keepsJobs: true,
  },
  'mi-s-0004': {
    down: false,
    flags: ['MAINTENANCE', 'RESERVED'],
    reason: { text: 'RCCL firmware burn-in', user: 'kate.murphy', agoMs: 40 * hourMs },
    keepsJobs: false,
  },
};

/** What is wrong with a machine; null for the many that are well. Beyond the first forty of a kind, chance decides. */
export function incidentOf(seed: string, { hostname }: HallMachine): NodeIncident | null {
  const known = scripted[hostname];
  if (known) return known;
  if (Number(hostname.slice(-4)) <= 40) return null;
  const draws = drawsOf(seed, 'slurm-node', hostname);
  if (!draws.chance(0.01)) return null;
  return {
    down: draws.chance(0.3),
    flags: ['DRAIN'],
    reason: { text: 'Prolog error', user: 'root', agoMs: draws.integer(1, 200) * hourMs },
    keepsJobs: false,
  };
}

/** The reason as the controller tells it at `now`. It is set anew with every health check, so its age stays. */
export function reasonAt(incident: NodeIncident | null, now: Date): SlurmNode['reason'] {
  if (incident === null) return null;
  const { text, user, agoMs } = incident.reason;
  return { text, user, at: new Date(Math.floor((now.getTime() - agoMs) / hourMs) * hourMs) };
}
