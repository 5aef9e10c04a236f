import { z } from 'zod';

/** How every server of this API refuses; the text beside the type is for people. */
export const refusalSchema = z.object({ status: z.literal('error'), errorType: z.string().nullish() });

/** `warnings` and `infos`: the answer stands, but something may be missing from it or wrong with it. */
export const successSchema = z.object({
  status: z.literal('success'),
  warnings: z.array(z.unknown()).nullish(),
  infos: z.array(z.unknown()).nullish(),
});

/** An answer that is no success, by its status or by what it says. */
export class PrometheusRefusal extends Error {
  readonly status: number;
  /** E.g. `bad_data` or `timeout`; null when the answer is not of this API. */
  readonly errorType: string | null;
  /** The `Retry-After` header. */
  readonly retryAfter: string | undefined;
  /** Whether a tenant was named. */
  readonly hasTenant: boolean;

  constructor(status: number, headers: Headers, body: unknown, hasTenant: boolean) {
    super(`HTTP ${status}`);
    this.name = 'PrometheusRefusal';
    this.status = status;
    this.errorType = refusalSchema.safeParse(body).data?.errorType ?? null;
    this.retryAfter = headers.get('retry-after') ?? undefined;
    this.hasTenant = hasTenant;
  }
}
