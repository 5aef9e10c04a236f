import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema } from '../contract/settings/certificates';
import { isPlainOrigin } from '../contract/settings/plain-url';
import { parseExternalAccount } from './credentials/external-account';
import { parseServiceAccountKey } from './credentials/service-account-key';

const optionally = <T extends z.ZodType>(schema: T) => z.preprocess(blankToAbsent, schema.optional());

const withoutBlanks = (value: unknown) =>
  Array.isArray(value) ? value.filter((entry) => typeof entry !== 'string' || entry.trim() !== '') : value;

/** Part of request paths, so nothing but Google's own forms is let through. */
const scopePattern =
  /^(organizations\/\d{1,20}|folders\/\d{1,20}|projects\/(\d{1,20}|([a-z][a-z0-9.-]{0,61}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]))$/;

/** Parts of request paths too. */
const datasetPattern = /^([a-z][a-z0-9.-]{0,61}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]\.\w{1,1024}$/;

/** Where a Google Cloud connection reads, and through what. */
export interface GoogleCloudSettings {
  /** `organizations/123`, `folders/123` or `projects/my-project`: what is read is everything below it. */
  scope: string;
  /** An origin that serves every googleapis.com API, in place of Google's own. */
  endpoint?: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
  /** The workload identity provider that tokens are exchanged at, where the configuration in the secret names none. */
  audience?: string;
  /** `project.dataset` of every BigQuery dataset with a Cloud Billing export; none: no bills are read. */
  billingDatasets: string[];
}

export const googleCloudSettingsSchema: z.ZodType<GoogleCloudSettings> = z.strictObject({
  scope: z
    .string()
    .trim()
    .regex(
      scopePattern,
      'The scope looks like organizations/123456789012, folders/123456789012 or projects/my-project.',
    ),
  endpoint: optionally(
    z
      .string()
      .trim()
      .refine(
        isPlainOrigin,
        'The endpoint is an origin such as https://google.example.net, without path or credentials.',
      )
      .transform((text) => new URL(text).origin),
  ),
  caCertificate: caCertificateSchema,
  audience: optionally(
    z
      .string()
      .trim()
      .max(1024)
      .regex(
        /^\/\/iam\.googleapis\.com\/[\w./-]+$/,
        'The audience looks like //iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/pool/providers/provider.',
      ),
  ),
  billingDatasets: z
    .preprocess(
      withoutBlanks,
      z.array(z.string().trim().regex(datasetPattern, 'A dataset looks like my-project.billing_export.')).max(20),
    )
    .default([])
    .transform((datasets) => [...new Set(datasets)]),
});

/** A service account's key, or a federated identity with the token that proves it. Both JSON as Google hands it out. */
export type GoogleCloudSecret = { serviceAccountKey: string } | { externalCredentials: string; subjectToken: string };

const secretTextsSchema = z.strictObject({
  serviceAccountKey: optionally(z.string().trim().max(32_768)),
  externalCredentials: optionally(z.string().trim().max(32_768)),
  subjectToken: optionally(z.string().trim().max(32_768)),
});

export const googleCloudSecretSchema: z.ZodType<GoogleCloudSecret> = secretTextsSchema.transform((texts, context) => {
  const { serviceAccountKey, externalCredentials, subjectToken } = texts;
  const refuse = (path: string, message: string) => {
    context.addIssue({ code: 'custom', path: [path], message });
    return z.NEVER;
  };
  if (serviceAccountKey !== undefined) {
    if (externalCredentials !== undefined || subjectToken !== undefined)
      return refuse('serviceAccountKey', 'Enter either a service account key or a federated identity, not both.');
    const key = parseServiceAccountKey(serviceAccountKey);
    return key.success ? { serviceAccountKey } : refuse('serviceAccountKey', firstMessageOf(key.error));
  }
  if (externalCredentials === undefined)
    return refuse('serviceAccountKey', 'Enter a service account key, or the configuration of a federated identity.');
  const account = parseExternalAccount(externalCredentials);
  if (!account.success) return refuse('externalCredentials', firstMessageOf(account.error));
  if (subjectToken !== undefined) return { externalCredentials, subjectToken };
  return refuse(
    'subjectToken',
    'Enter the subject token: Millwright reads no file, asks no address and runs no program to get it.',
  );
});

function firstMessageOf({ issues }: z.ZodError): string {
  return issues[0]?.message ?? 'It cannot be read.';
}
