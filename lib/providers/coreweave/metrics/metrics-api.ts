import { z } from 'zod';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { parseExactJson } from '../../contract/http/parse-json';
import type { ProviderSession } from '../../contract/provider';
import { NoCredentials, Refusal } from '../../kubernetes/connect/answers';
import type { CoreWeaveSecret, CoreWeaveSettings } from '../settings';

export type CoreWeaveSession = ProviderSession<CoreWeaveSettings, CoreWeaveSecret>;

/** A question to the metrics API. */
export interface MetricsRequest {
  operation: string;
  /** Below the address of the API, e.g. `/api/v1/query`. */
  path: string;
  form: Record<string, string>;
}

/** Asks a Prometheus-compatible API. POST, since queries outgrow addresses. Throws a `ProviderError`. */
export async function askMetrics<T>(
  { settings, secret, transport, calls }: CoreWeaveSession,
  metricsUrl: string,
  request: MetricsRequest,
  schema: z.ZodType<T>,
): Promise<T> {
  const { operation, path, form } = request;
  const bucket = `${settings.clusterName}/metrics`;
  const place = `the metrics of ${settings.clusterName}`;
  const send = createGuardedFetch(transport);
  return calls.run({ operation, bucket, priceMicroUsd: 0, place }, async (signal) => {
    if (secret === null) throw new NoCredentials();
    const answer = await send(`${metricsUrl}${path}`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${secret.token}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(form).toString(),
      signal,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refusal(answer.status, answer.headers, undefined);
    return schema.parse(parseExactJson(text));
  });
}

const labelsSchema = z.record(z.string(), z.string());
const sampleSchema = z.tuple([z.number(), z.string()]);

/** Raw samples of many series, as a query that ends in a range answers. `warnings`: something may be missing. */
export const matrixSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labelsSchema, values: z.array(sampleSchema) })),
  }),
  warnings: z.array(z.string()).optional(),
});
export type Matrix = z.output<typeof matrixSchema>;
