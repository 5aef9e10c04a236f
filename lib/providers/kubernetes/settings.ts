import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema, isCertificateBundle, isPrivateKey } from '../contract/settings/certificates';
import { parsePlainUrl } from '../contract/settings/plain-url';

/** The address of an API server, as a kubeconfig has it: https, a path for servers behind a proxy, nothing else. */
export const serverSchema = z
  .string()
  .trim()
  .refine(
    (text) => parsePlainUrl(text)?.protocol === 'https:',
    'The server is the https address of the API server, such as https://10.0.0.1:6443.',
  )
  .transform((text) => text.replace(/\/+$/, ''));

/** Becomes the first part of every identifier, so it holds no slash. */
export const clusterNameSchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][\w.:@-]{0,252}$/, 'A cluster name has up to 253 letters, digits or ._:@-.');

/** A bearer token goes into a header, so it holds no line break. */
export const tokenSchema = z
  .string()
  .trim()
  .max(65_536)
  .regex(/^[\x21-\x7e]+$/, 'The token is one line without blanks.');

/** Which cluster a connection reads, and where it answers. */
export interface KubernetesSettings {
  server: string;
  /** What the console calls the cluster; the account of everything in it. */
  clusterName: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
  /** Where the cluster stands, in the words of whoever connected it. */
  siteHint?: string;
}

export const kubernetesSettingsSchema: z.ZodType<KubernetesSettings> = z.strictObject({
  server: serverSchema,
  clusterName: clusterNameSchema,
  caCertificate: caCertificateSchema,
  siteHint: z.preprocess(blankToAbsent, z.string().trim().max(200).optional()),
});

/** A service account's bearer token, or a client certificate and its key. */
export type KubernetesSecret = { token: string } | { clientCertificate: string; clientKey: string };

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

export const kubernetesSecretSchema: z.ZodType<KubernetesSecret> = z
  .strictObject({
    token: z.preprocess(blankToAbsent, tokenSchema.optional()),
    clientCertificate: z.preprocess(blankToAbsent, certificateSchema.optional()),
    clientKey: z.preprocess(blankToAbsent, keySchema.optional()),
  })
  .transform(({ token, clientCertificate, clientKey }, context): KubernetesSecret => {
    const hasPair = clientCertificate !== undefined && clientKey !== undefined;
    const hasHalf = !hasPair && (clientCertificate !== undefined || clientKey !== undefined);
    if (token !== undefined && !hasPair && !hasHalf) return { token };
    if (token === undefined && hasPair) return { clientCertificate, clientKey };
    const message = hasHalf
      ? 'A client certificate needs its key, and a key its certificate.'
      : 'Enter either a token or a client certificate with its key.';
    context.addIssue({ code: 'custom', path: ['token'], message });
    return z.NEVER;
  });
