import { type Draws, drawsOf } from '../../draws';
import { type Team, teams } from '../../tags';
import type { ApiResource } from '../api-resources';
import type { Identity } from '../thing';
import type { ClusterPlan } from '../world';

/** What all draws of a cluster hang on. */
export interface ClusterKey {
  seed: string;
  cluster: string;
}

/** What every planner of a cluster works with. */
export interface ClusterContext extends ClusterKey {
  /** Multiplies counts; machines grow slower. */
  scale: number;
  plan: ClusterPlan;
}

/** A namespace that people work in. */
export interface TeamNamespace {
  name: string;
  team: Team;
}

export const teamNames: readonly Team[] = Object.keys(teams).filter((name): name is Team => name in teams);

/** Draws of one purpose within the cluster. */
export function clusterDraws({ seed, cluster }: ClusterKey, ...path: (string | number)[]): Draws {
  return drawsOf(seed, 'kubernetes', cluster, ...path);
}

export function identify(
  { seed, cluster }: ClusterContext,
  type: ApiResource,
  namespace: string | null,
  name: string,
  createdMs: number,
): Identity {
  return { seed, cluster, type, namespace, name, createdMs };
}

/** The one of a list that a count goes round to; lists of a plan are never empty. */
export function rotate<T>(options: readonly T[], index: number): T {
  const chosen = options[index % options.length];
  if (chosen === undefined) throw new RangeError('There is nothing to choose from.');
  return chosen;
}

/** Letters and digits as Kubernetes draws them for generated names: none that could spell a word. */
export function nameSuffix(draws: Draws, length = 5): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  return Array.from({ length }, () => letters[draws.integer(0, letters.length - 1)]).join('');
}
