import { drawsOf } from '../world/draws';
import { type Fault, type FaultRule, type FaultRuleInput, faultRuleSchema } from './fault';

/** The faces a sandbox can have: one a provider, named as the console names the provider. */
export const faceNames = [
  'aws',
  'azure',
  'coreweave',
  'google-cloud',
  'kubernetes',
  'slurm',
  'prometheus',
  'f5-distributed-cloud',
] as const;
export type FaceName = (typeof faceNames)[number];

/** What a call is, as far as faults can be narrowed. */
export interface FaultTarget {
  account: string | null;
  region: string;
  service: string;
  operation: string;
}

/** A rule in force and what it has done so far. */
export interface FaultRuleState extends FaultRule {
  matched: number;
  struck: number;
}

/** Decides, call by call, which fault strikes. One switchboard serves every face. */
export class FaultSwitchboard {
  readonly #seed: string;
  readonly #rules = new Map<FaceName, FaultRuleState[]>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Puts `rules` in force for `face` instead of those before; none clears it. */
  set(face: FaceName, rules: readonly FaultRuleInput[]): void {
    this.#rules.set(
      face,
      rules.map((rule) => ({ ...faultRuleSchema.parse(rule), matched: 0, struck: 0 })),
    );
  }

  clear(): void {
    this.#rules.clear();
  }

  /** The rules in force; a face that is absent has none. */
  state(): Partial<Record<FaceName, FaultRuleState[]>> {
    return Object.fromEntries([...this.#rules].map(([face, rules]) => [face, rules.map((rule) => ({ ...rule }))]));
  }

  /** The fault that strikes this call, by the first rule that does; null when none. Counts the call. */
  strike(face: FaceName, target: FaultTarget): Fault | null {
    for (const [index, rule] of this.#rulesOf(face).entries()) {
      if (!matches(rule, target)) continue;
      rule.matched++;
      if (rule.matched <= rule.after) continue;
      if (rule.times !== undefined && rule.struck >= rule.times) continue;
      if (!drawsOf(this.#seed, 'fault', face, index, rule.matched).chance(rule.probability)) continue;
      rule.struck++;
      return rule.fault;
    }
    return null;
  }

  #rulesOf(face: FaceName): FaultRuleState[] {
    return this.#rules.get(face) ?? [];
  }
}

function matches({ where }: FaultRule, target: FaultTarget): boolean {
  return (
    (where.account === undefined || where.account === target.account) &&
    (where.region === undefined || where.region === target.region) &&
    (where.service === undefined || where.service === target.service) &&
    (where.operation === undefined || where.operation === target.operation)
  );
}
