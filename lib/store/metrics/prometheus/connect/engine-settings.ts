import type { MetricEngineConfig } from '@/lib/config/metric-store-config';

/** How much an engine is asked for and waited for. */
export interface EngineLimits {
  /** From asking to the last byte of the answer. */
  timeoutMs: number;
  /** The most an answer may hold. */
  maxAnswerBytes: number;
  /** How often one request is made, the first time included. */
  attempts: number;
  /** The longest pause between two attempts; an engine that asks for more is not asked again. */
  maxPauseMs: number;
}

export const defaultLimits: EngineLimits = {
  timeoutMs: 30_000,
  maxAnswerBytes: 256 * 2 ** 20,
  attempts: 4,
  maxPauseMs: 20_000,
};

/** The headers by which an engine knows who asks, and for whom. */
export function toEngineHeaders({ credentials, tenant }: MetricEngineConfig): Record<string, string> {
  return {
    'user-agent': 'millwright',
    ...(tenant === null ? {} : { 'x-scope-orgid': tenant }),
    ...toAuthorization(credentials),
  };
}

function toAuthorization(credentials: MetricEngineConfig['credentials']): Record<string, string> {
  if (credentials === null) return {};
  if ('token' in credentials) return { authorization: `Bearer ${credentials.token}` };
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  return { authorization: `Basic ${pair}` };
}
