import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema } from '../contract/settings/certificates';
import { clusterNameSchema, serverSchema, tokenSchema } from '../kubernetes/settings';

/** Which CoreWeave cluster a connection reads, and where its metrics are. */
export interface CoreWeaveSettings {
  server: string;
  /** What the console calls the cluster; the account of everything in it. */
  clusterName: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
  /** Where a Prometheus-compatible API serves the cluster's metrics; absent: none are read. */
  metricsUrl?: string;
}

export const coreWeaveSettingsSchema: z.ZodType<CoreWeaveSettings> = z.strictObject({
  server: serverSchema,
  clusterName: clusterNameSchema,
  caCertificate: caCertificateSchema,
  metricsUrl: z.preprocess(blankToAbsent, serverSchema.optional()),
});

/** An access token of CoreWeave's console, or a service account's; one for both the cluster and its metrics. */
export interface CoreWeaveSecret {
  token: string;
}

export const coreWeaveSecretSchema: z.ZodType<CoreWeaveSecret> = z.strictObject({ token: tokenSchema });
