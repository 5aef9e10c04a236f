import { z } from 'zod';

const statusSchema = z.object({
  kind: z.literal('Status'),
  reason: z.string().optional(),
  metadata: z.object({ continue: z.string().optional() }).optional(),
  details: z.object({ retryAfterSeconds: z.number().optional() }).nullish(),
});

/** An answer that is no success. */
export class Refusal extends Error {
  readonly status: number;
  /** The reason of the API's own `Status` document, e.g. `Forbidden`; undefined when the answer is not one. */
  readonly reason: string | undefined;
  /** With which an expired listing may go on, inconsistent with its earlier pages; undefined when none was given. */
  readonly continueToken: string | undefined;
  /** As the `Retry-After` header has it, or in whole seconds from the document. */
  readonly retryAfter: string | undefined;
  /** The server's clock; undefined when it did not tell. */
  readonly date: string | undefined;

  constructor(status: number, headers: Headers, body: unknown) {
    super(`HTTP ${status}`);
    this.name = 'KubernetesRefusal';
    const document = statusSchema.safeParse(body);
    const seconds = document.data?.details?.retryAfterSeconds;
    this.status = status;
    this.reason = document.data?.reason || undefined;
    this.continueToken = document.data?.metadata?.continue || undefined;
    this.retryAfter = headers.get('retry-after') ?? (seconds === undefined ? undefined : String(seconds));
    this.date = headers.get('date') ?? undefined;
  }
}

/** The connection holds no secret to show. */
export class NoCredentials extends Error {}
