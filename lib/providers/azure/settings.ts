import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema, certificatesIn } from '../contract/settings/certificates';
import { isPlainOrigin } from '../contract/settings/plain-url';
import { type AzureCloudName, azureCloudNames } from './clouds';
import { discoverExports, parseExportEntry } from './cost/export-entry';

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Becomes part of paths, so nothing but a directory id or one of its domains is let through. */
const tenantPattern =
  /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})$/i;

const withoutBlanks = (value: unknown) =>
  Array.isArray(value) ? value.filter((entry) => typeof entry !== 'string' || entry.trim() !== '') : value;

const subscriptionSchema = z
  .string()
  .trim()
  .regex(guidPattern, 'A subscription id looks like 11111111-2222-3333-4444-555555555555.')
  .toLowerCase();

/** Where an Azure connection reads, and as whom. */
export interface AzureSettings {
  /** Directory id, or a domain of the directory. */
  tenantId: string;
  /** The application (client) id of the registration that Millwright acts as. */
  clientId: string;
  /** Lower-cased ids; empty: every subscription the identity sees. */
  subscriptions: string[];
  cloud: AzureCloudName;
  /** An https origin that serves Resource Manager, Entra and the metrics data plane in place of Azure's own. */
  endpoint?: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
  /**
   * Where bills lie: the URL of a container's folder each, a scope whose exports are to be found (`/providers/…`), or
   * `discover` for those of every subscription. Empty: no bills.
   */
  billingExports: string[];
}

export const azureSettingsSchema: z.ZodType<AzureSettings> = z
  .strictObject({
    tenantId: z
      .string('The tenant is missing.')
      .trim()
      .regex(tenantPattern, 'A tenant is a directory id, or a domain such as example.onmicrosoft.com.')
      .toLowerCase(),
    clientId: z
      .string('The client id is missing.')
      .trim()
      .regex(guidPattern, 'A client id looks like 11111111-2222-3333-4444-555555555555.')
      .toLowerCase(),
    subscriptions: z.preprocess(
      withoutBlanks,
      z
        .array(subscriptionSchema)
        .max(10_000)
        .refine((ids) => new Set(ids).size === ids.length, 'A subscription is named twice.')
        .default([]),
    ),
    cloud: z.preprocess(
      blankToAbsent,
      z.enum(azureCloudNames, `A cloud is one of ${azureCloudNames.join(', ')}.`).default('public'),
    ),
    endpoint: z.preprocess(
      blankToAbsent,
      z
        .string()
        .trim()
        .refine(isSecureOrigin, 'The endpoint is an https origin such as https://azure.example.net, without a path.')
        .transform((text) => new URL(text).origin)
        .optional(),
    ),
    caCertificate: caCertificateSchema,
    billingExports: z.preprocess(
      withoutBlanks,
      z
        .array(z.string().trim().max(2048))
        .max(50)
        .refine((entries) => new Set(entries).size === entries.length, 'A billing export is named twice.')
        .default([]),
    ),
  })
  .superRefine(({ billingExports, cloud, endpoint }, context) => {
    for (const entry of billingExports)
      if (parseExportEntry(entry, { cloud, endpoint }) === null)
        context.addIssue({
          code: 'custom',
          path: ['billingExports'],
          message: `A billing export looks like https://account.blob.core.windows.net/container/folder, in the connection’s cloud or at its endpoint; the word ${discoverExports} stands for those of every subscription.`,
        });
  });

/** What proves that the caller is the application; exactly one is present. */
export interface AzureSecret {
  clientSecret?: string;
  /** PEM of a certificate and its unencrypted private key. */
  clientCertificate?: string;
  /** A token of another issuer that the registration trusts. */
  federatedToken?: string;
}

export const azureSecretSchema: z.ZodType<AzureSecret> = z
  .strictObject({
    clientSecret: z.preprocess(blankToAbsent, z.string().trim().max(1024).optional()),
    clientCertificate: z.preprocess(
      blankToAbsent,
      z
        .string()
        .trim()
        .max(65_536, { abort: true })
        .refine(isCertificateWithKey, 'Enter a PEM certificate together with its private key, without a passphrase.')
        .optional(),
    ),
    federatedToken: z.preprocess(
      blankToAbsent,
      z
        .string()
        .trim()
        .max(65_536)
        .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'A federated token is a JSON Web Token: three parts with dots between.')
        .optional(),
    ),
  })
  .refine((secret) => Object.values(secret).filter((value) => value !== undefined).length === 1, {
    message: 'Enter one of client secret, certificate and federated token.',
    path: ['clientSecret'],
  });

function isSecureOrigin(text: string): boolean {
  return isPlainOrigin(text) && new URL(text).protocol === 'https:';
}

function isCertificateWithKey(text: string): boolean {
  const [certificate] = certificatesIn(text) ?? [];
  if (certificate === undefined) return false;
  try {
    return certificate.checkPrivateKey(createPrivateKey(text));
  } catch {
    return false;
  }
}
