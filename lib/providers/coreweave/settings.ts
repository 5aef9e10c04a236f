import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema } from '../contract/settings/certificates';
import { clusterNameSchema, serverSchema, tokenSchema } from '../kubernetes/settings';
import { parseRate } from './cost/rate-card';

/** Which CoreWeave cluster a connection reads, and where its metrics are. */
export interface CoreWeaveSettings {
  server: string;
  /** What the console calls the cluster; the account of everything in it. */
  clusterName: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
  /** Where a Prometheus-compatible API serves the cluster's metrics; absent: none are read. */
  metricsUrl?: string;
  /** Where CoreWeave's billing API answers; absent: no usage is read. It receives the token. */
  billingUrl?: string;
  /** Lines of SKU, unit, price, currency and first day, all of one currency; see `parseRate`. */
  rateCard: string[];
}

const withoutBlanks = (value: unknown) =>
  Array.isArray(value) ? value.filter((entry) => typeof entry !== 'string' || entry.trim() !== '') : value;

const rateSchema = z
  .string()
  .trim()
  .max(512, { abort: true, message: 'A rate has at most 512 characters.' })
  .refine((line) => parseRate(line) !== null, 'A rate looks like gd-8xh100ib-i128, GPU-hours, 6.16, USD, 2026-01-01.');

export const coreWeaveSettingsSchema: z.ZodType<CoreWeaveSettings> = z.strictObject({
  server: serverSchema,
  clusterName: clusterNameSchema,
  caCertificate: caCertificateSchema,
  metricsUrl: z.preprocess(blankToAbsent, serverSchema.optional()),
  billingUrl: z.preprocess(blankToAbsent, serverSchema.optional()),
  rateCard: z.preprocess(withoutBlanks, z.array(rateSchema).max(1000)).default([]).refine(hasOneCurrency, {
    message: 'All prices of the rate card are in one currency.',
  }),
});

function hasOneCurrency(lines: readonly string[]): boolean {
  return new Set(lines.map((line) => parseRate(line)?.currency)).size <= 1;
}

/** An access token of CoreWeave's console, or a service account's; one for both the cluster and its metrics. */
export interface CoreWeaveSecret {
  token: string;
}

export const coreWeaveSecretSchema: z.ZodType<CoreWeaveSecret> = z.strictObject({ token: tokenSchema });
