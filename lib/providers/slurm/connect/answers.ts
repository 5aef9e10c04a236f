import { z } from 'zod';

/** `meta` names Slurm in capitals up to v0.0.39. It tells the cluster's name from v0.0.40 on. */
const slurmSchema = z.object({ release: z.string().nullish(), cluster: z.string().nullish() });
const metaSchema = z
  .object({ slurm: slurmSchema.nullish(), Slurm: slurmSchema.nullish() })
  .nullish()
  .transform((meta) => ({
    release: meta?.slurm?.release || meta?.Slurm?.release || null,
    cluster: meta?.slurm?.cluster || null,
  }));

/** An error's number stands under three names over the versions; text beside it is for people. */
const errorSchema = z
  .object({
    error_number: z.number().optional(),
    errno: z.number().optional(),
    error_code: z.number().optional(),
  })
  .transform((error) => error.error_number ?? error.errno ?? error.error_code ?? null);

/** What every answer of slurmrestd holds beside what was asked for. */
export const envelopeSchema = z.object({
  meta: metaSchema,
  errors: z
    .array(errorSchema)
    .nullish()
    .transform((errors) => errors ?? []),
});
export type Envelope = z.output<typeof envelopeSchema>;

/** What an answer that is no success said. */
export interface RefusalFacts {
  status: number;
  /** As slurmrestd wrote it; null when the answer is not slurmrestd's. */
  envelope: Envelope | null;
  /** The `Retry-After` header. */
  retryAfter?: string | undefined;
  /** The `Date` header. */
  date?: string | undefined;
  /** When the token that was shown ends; null when it does not say. */
  tokenExpiry?: Date | null;
}

/** An answer that is no success: by its status, or by the errors it holds. */
export class SlurmRefusal extends Error {
  readonly facts: RefusalFacts;

  constructor(facts: RefusalFacts) {
    super(`HTTP ${facts.status}`);
    this.name = 'SlurmRefusal';
    this.facts = facts;
  }

  /** The first of its errors that has a number; null when none has. */
  get errorNumber(): number | null {
    return this.facts.envelope?.errors.find((number) => number !== null) ?? null;
  }
}

/** The connection holds no secret to show. */
export class NoCredentials extends Error {}
/** No version of the API that we speak is served. */
export class NoVersion extends Error {}
/** A list without things from a controller that never said when it last changed: its way to say "as before". */
export class NothingTold extends Error {}
/** Neither the settings nor the cluster say what it is called. */
export class NoClusterName extends Error {}
