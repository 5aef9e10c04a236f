import { z } from 'zod';

/** An answer with a status that is no success, as far as it says why. */
export class AzureRefusal extends Error {
  readonly status: number;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Storage's or Resource Manager's error code or Entra's `error`, the innermost last; empty when there is none. */
  readonly codes: readonly string[];
  /** Entra's AADSTS numbers; empty when the answer has none. */
  readonly entraNumbers: readonly number[];

  constructor(status: number, headers: Readonly<Record<string, string>>, body: string) {
    super(`Azure answered with status ${status}.`);
    this.name = 'AzureRefusal';
    this.status = status;
    this.headers = headers;
    const { codes, entraNumbers } = readRefusal(body);
    const { 'x-ms-error-code': storageCode } = headers;
    this.codes = storageCode === undefined ? codes : [storageCode, ...codes];
    this.entraNumbers = entraNumbers;
  }
}

const codedSchema = z.object({
  code: z.string().optional().catch(undefined),
  details: z
    .array(z.object({ code: z.string().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
});
const refusalSchema = z.object({
  error: z.union([z.string(), codedSchema]).optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  error_codes: z.array(z.number()).optional().catch(undefined),
});

function readRefusal(body: string): Pick<AzureRefusal, 'codes' | 'entraNumbers'> {
  const parsed = refusalSchema.safeParse(toJson(body));
  if (!parsed.success) return { codes: [], entraNumbers: [] };
  const { error, code, error_codes: entraNumbers = [] } = parsed.data;
  const named =
    typeof error === 'object' ? [error.code, ...(error.details ?? []).map((detail) => detail.code)] : [error];
  return { codes: [code, ...named].filter((each) => each !== undefined), entraNumbers };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
