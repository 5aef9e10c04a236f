import { readFileSync } from 'node:fs';

/** Variables by name, as in `process.env`. An empty value counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Collects what is wrong, one plain sentence a fault, so that one start shows all of it. */
export class FaultList {
  readonly sentences: string[] = [];

  add(sentence: string): null {
    this.sentences.push(sentence);
    return null;
  }
}

/** A variable's trimmed value; null when absent or empty. */
export function readVariable(env: Environment, name: string): string | null {
  const text = env[name]?.trim();
  return text === undefined || text === '' ? null : text;
}

/** A secret from `NAME` or from the file that `NAME_FILE` names; null when neither is set, or when it cannot be read. */
export function readSecretVariable(env: Environment, name: string, faults: FaultList): string | null {
  const value = readVariable(env, name);
  const path = readVariable(env, `${name}_FILE`);
  if (value !== null && path !== null)
    return faults.add(`Set ${name} or ${name}_FILE, not both: they could disagree about which secret counts.`);
  return path === null ? value : readTextFile(path, `${name}_FILE`, faults);
}

/** A file's trimmed text; null, with a fault, when it cannot be read or is empty. */
export function readTextFile(path: string, variable: string, faults: FaultList): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? faults.add(`The file ${path}, named by ${variable}, is empty.`) : text;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return faults.add(`The file ${path}, named by ${variable}, cannot be read (${code}).`);
  }
}
