import type { SecretReference } from './declared';
import { type Environment, FaultList, readTextFile, readVariable } from './environment';

/** The values behind a declaration's secret references, by field, or a sentence for each that cannot be had. */
export type ResolvedSecret = { secret: Record<string, string>; faults: [] } | { secret: null; faults: string[] };

/** Reads what a declared secret refers to, from the environment and from files. */
export function resolveSecret(
  references: Readonly<Record<string, SecretReference>>,
  env: Environment = process.env,
): ResolvedSecret {
  const faults = new FaultList();
  const secret: Record<string, string> = {};
  for (const [field, reference] of Object.entries(references)) {
    const value =
      'env' in reference
        ? (readVariable(env, reference.env) ?? faults.add(`The environment variable ${reference.env} is not set.`))
        : readTextFile(reference.file, `the secret field ${field}`, faults);
    if (value !== null) secret[field] = value;
  }
  return faults.sentences.length === 0 ? { secret, faults: [] } : { secret: null, faults: faults.sentences };
}
