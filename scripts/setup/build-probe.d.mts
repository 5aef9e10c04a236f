/** Writes the probe agent to a file, as one that any Node from 20.9 runs. */
export function buildProbe(file: string): Promise<void>;
