import { z } from 'zod';

/** How the API says what went wrong; `code` counts as gRPC does. */
const errorSchema = z.object({ code: z.int() });

const grpcNames: Record<number, string> = {
  1: 'CANCELLED',
  2: 'UNKNOWN',
  3: 'INVALID_ARGUMENT',
  4: 'DEADLINE_EXCEEDED',
  5: 'NOT_FOUND',
  6: 'ALREADY_EXISTS',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  9: 'FAILED_PRECONDITION',
  10: 'ABORTED',
  11: 'OUT_OF_RANGE',
  12: 'UNIMPLEMENTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
  15: 'DATA_LOSS',
  16: 'UNAUTHENTICATED',
};

/** An answer that is no success. */
export class Refusal extends Error {
  readonly status: number;
  /** The API's own code by its name in gRPC, e.g. `PERMISSION_DENIED`; undefined when the answer has none. */
  readonly code: string | undefined;
  readonly retryAfter: string | undefined;

  constructor(status: number, headers: Headers, body: unknown) {
    super(`HTTP ${status}`);
    this.name = 'DistributedCloudRefusal';
    const number = errorSchema.safeParse(body).data?.code;
    this.status = status;
    this.code = number === undefined ? undefined : grpcNames[number];
    this.retryAfter = headers.get('retry-after') ?? undefined;
  }
}

/** The connection holds no secret to show. */
export class NoCredentials extends Error {}
