import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { type AzureCloudName, azureCloudNames } from './clouds';

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Becomes part of paths, so nothing but a directory id or one of its domains is let through. */
const tenantPattern =
  /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})$/i;

const blankToAbsent = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
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
}

export const azureSettingsSchema: z.ZodType<AzureSettings> = z.strictObject({
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
      .refine(isPlainOrigin, 'The endpoint is an https origin such as https://azure.example.net, without a path.')
      .transform((text) => new URL(text).origin)
      .optional(),
  ),
  caCertificate: z.preprocess(
    blankToAbsent,
    z
      .string()
      .trim()
      .max(65_536)
      .refine(isCertificateBundle, 'The CA certificate is PEM text of one or more certificates.')
      .optional(),
  ),
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
        .max(65_536)
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

function isPlainOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === ''
  );
}

const certificateBlocks = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function isCertificateBundle(text: string): boolean {
  return text.match(certificateBlocks)?.every((pem) => readCertificate(pem) !== null) ?? false;
}

function isCertificateWithKey(text: string): boolean {
  const [first] = text.match(certificateBlocks) ?? [];
  const certificate = first === undefined ? null : readCertificate(first);
  if (certificate === null) return false;
  try {
    return certificate.checkPrivateKey(createPrivateKey(text));
  } catch {
    return false;
  }
}

function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
