import { z } from 'zod';
import { parseJson } from '../credentials/parse-json';

/** What an answer other than a success says about itself. Absent means it does not say. */
export interface RefusalFacts {
  httpStatus: number;
  /** The canonical status, e.g. `PERMISSION_DENIED`. */
  status?: string;
  /** `google.rpc.ErrorInfo.reason`, e.g. `IAM_PERMISSION_DENIED`; of a token endpoint, the OAuth error. */
  reason?: string;
  /** The IAM permission that Google says is missing. */
  permission?: string;
  /** The API that Google says is switched off. */
  api?: string;
  /** `google.rpc.RetryInfo.retryDelay`, in milliseconds. */
  retryDelayMs?: number;
  retryAfter?: string;
  /** The answer's Date header. */
  date?: string;
}

/** An answer of Google's other than a success. */
export class GoogleRefusal extends Error {
  constructor(readonly facts: RefusalFacts) {
    super(`Google answered ${facts.httpStatus}.`);
    this.name = 'GoogleRefusal';
  }
}

const detailSchema = z.object({
  '@type': z.string().optional(),
  reason: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  retryDelay: z.string().optional(),
});
const apiErrorSchema = z.object({
  error: z.object({
    status: z.string().optional(),
    details: z.array(detailSchema).optional(),
    errors: z.array(z.object({ reason: z.string().optional() })).optional(),
  }),
});
const oauthErrorSchema = z.object({ error: z.string() });

/** Reads what a refusal says in its status, headers and body; a body that is none of Google's tells nothing. */
export function toRefusal(httpStatus: number, headers: Headers, body: string): GoogleRefusal {
  const json = parseJson(body);
  return new GoogleRefusal({
    httpStatus,
    ...withoutAbsent({ retryAfter: headers.get('retry-after'), date: headers.get('date') }),
    ...readApiError(json),
    ...readOauthError(json),
  });
}

function readApiError(json: unknown): Partial<RefusalFacts> {
  const parsed = apiErrorSchema.safeParse(json);
  if (!parsed.success) return {};
  const { status, details = [], errors = [] } = parsed.data.error;
  const info = details.find((detail) => detail['@type']?.endsWith('/google.rpc.ErrorInfo'));
  const retry = details.find((detail) => detail['@type']?.endsWith('/google.rpc.RetryInfo'));
  return withoutAbsent({
    status,
    reason: info?.reason ?? errors[0]?.reason,
    permission: info?.metadata?.permission,
    api: info?.metadata?.service,
    retryDelayMs: toMilliseconds(retry?.retryDelay),
  });
}

function readOauthError(json: unknown): Partial<RefusalFacts> {
  const parsed = oauthErrorSchema.safeParse(json);
  return parsed.success ? { reason: parsed.data.error } : {};
}

/** Durations of protobuf's JSON: seconds with up to nine decimals and an `s`. */
function toMilliseconds(duration: string | undefined): number | undefined {
  const seconds = /^(\d+(?:\.\d{1,9})?)s$/.exec(duration ?? '')?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}

function withoutAbsent(fields: { [Key in keyof RefusalFacts]?: RefusalFacts[Key] | null }): Partial<RefusalFacts> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}
