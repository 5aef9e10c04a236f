import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema, isCertificateBundle, isPrivateKey } from '../contract/settings/certificates';
import { parsePlainUrl } from '../contract/settings/plain-url';

/** Which tenant a connection reads, and where its console answers. */
export interface DistributedCloudSettings {
  /** The origin of the tenant's console, e.g. `https://acmecorp.console.ves.volterra.io`. */
  tenantUrl: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
  /** Namespaces whose alerts are read; empty: `system`, which has those of all of them. */
  namespaces: string[];
}

const tenantUrlSchema = z
  .string()
  .trim()
  .refine(
    isOrigin,
    'The tenant URL is the https address of the console, such as https://acmecorp.console.ves.volterra.io.',
  )
  .transform((text) => new URL(text).origin);

const namespaceSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'A namespace has up to 63 small letters, digits or hyphens.');

export const distributedCloudSettingsSchema: z.ZodType<DistributedCloudSettings> = z.strictObject({
  tenantUrl: tenantUrlSchema,
  caCertificate: caCertificateSchema,
  namespaces: z
    .array(namespaceSchema)
    .max(200)
    .default([])
    .transform((names) => [...new Set(names)]),
});

/** A service credential's API token, or its certificate and key, taken out of the .p12 that the console hands out. */
export type DistributedCloudSecret = { apiToken: string } | { clientCertificate: string; clientKey: string };

/** Goes into a header, so it holds no line break. */
const apiTokenSchema = z
  .string()
  .trim()
  .max(8192)
  .regex(/^[\x21-\x7e]+$/, 'The API token is one line without blanks.');
const certificateSchema = z
  .string()
  .trim()
  .max(65_536, { abort: true })
  .refine(isCertificateBundle, 'The client certificate is PEM text.');
const keySchema = z
  .string()
  .trim()
  .max(65_536, { abort: true })
  .refine(isPrivateKey, 'The client key is PEM text without a passphrase.');

export const distributedCloudSecretSchema: z.ZodType<DistributedCloudSecret> = z
  .strictObject({
    apiToken: z.preprocess(blankToAbsent, apiTokenSchema.optional()),
    clientCertificate: z.preprocess(blankToAbsent, certificateSchema.optional()),
    clientKey: z.preprocess(blankToAbsent, keySchema.optional()),
  })
  .transform(({ apiToken, clientCertificate, clientKey }, context): DistributedCloudSecret => {
    const hasPair = clientCertificate !== undefined && clientKey !== undefined;
    const hasHalf = !hasPair && (clientCertificate !== undefined || clientKey !== undefined);
    if (apiToken !== undefined && !hasPair && !hasHalf) return { apiToken };
    if (apiToken === undefined && hasPair) return { clientCertificate, clientKey };
    const message = hasHalf
      ? 'A client certificate needs its key, and a key its certificate.'
      : 'Enter either an API token or a client certificate with its key.';
    context.addIssue({ code: 'custom', path: ['apiToken'], message });
    return z.NEVER;
  });

/** What stands before the first dot of the tenant's address: what people call the tenant. */
export function tenantHostOf({ tenantUrl }: Pick<DistributedCloudSettings, 'tenantUrl'>): string {
  const { hostname, host } = new URL(tenantUrl);
  const [first = host, ...rest] = hostname.split('.');
  return rest.length === 0 || /^[\d.]+$|^\[/.test(hostname) ? host : first;
}

function isOrigin(text: string): boolean {
  const url = parsePlainUrl(text);
  return url?.protocol === 'https:' && url.pathname === '/';
}
