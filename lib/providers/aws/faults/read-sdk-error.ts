import { z } from 'zod';

const headersSchema = z.record(z.string(), z.string());
const sdkErrorSchema = z.object({
  name: z.string().optional(),
  code: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
  $response: z.object({ statusCode: z.number().optional(), headers: headersSchema.optional() }).optional(),
});

/** What an error thrown by the SDK, or by the network below it, says about itself. Absent means it does not say. */
export interface SdkError {
  /** The service's error code, e.g. `UnauthorizedOperation`, or the error's class. */
  name?: string;
  /** The system's code, e.g. `ECONNREFUSED`. */
  systemCode?: string;
  status?: number;
  /** Lower-cased names; empty when no answer came. */
  headers: Record<string, string>;
}

export function readSdkError(error: unknown): SdkError {
  const parsed = sdkErrorSchema.safeParse(error);
  if (!parsed.success) return { headers: {} };
  const { name, code, $metadata, $response } = parsed.data;
  const headers = Object.entries($response?.headers ?? {}).map(([key, value]) => [key.toLowerCase(), value]);
  return {
    name,
    systemCode: code ?? (name === 'TimeoutError' ? 'ETIMEDOUT' : undefined),
    status: $response?.statusCode ?? $metadata?.httpStatusCode,
    headers: Object.fromEntries(headers),
  };
}
