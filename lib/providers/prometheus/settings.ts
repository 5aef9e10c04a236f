import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema } from '../contract/settings/certificates';
import { parsePlainUrl } from '../contract/settings/plain-url';

/** Which server a connection reads. */
export interface PrometheusSettings {
  /** Where `/api/v1/…` begins, without a slash at its end. */
  endpoint: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
  /** Sent as `X-Scope-OrgID`, for servers that keep tenants apart. */
  tenant?: string;
}

export const prometheusSettingsSchema: z.ZodType<PrometheusSettings> = z.strictObject({
  endpoint: z
    .string()
    .trim()
    .refine(
      (text) => parsePlainUrl(text) !== null,
      'The endpoint is the address before /api/v1, such as https://prometheus.example.net:9090.',
    )
    .transform((text) => text.replace(/\/+$/, '').replace(/\/api\/v1$/, '')),
  caCertificate: caCertificateSchema,
  tenant: z.preprocess(
    blankToAbsent,
    z
      .string()
      .trim()
      .regex(/^[\w!.*'()|-]{1,150}$/, "A tenant has up to 150 letters, digits or !-_.*'(), and | between several.")
      .optional(),
  ),
});

/** Null secret: the server asks nobody who they are. */
export type PrometheusSecret = { token: string } | { username: string; password: string };

const tokenSchema = z
  .string()
  .trim()
  .max(65_536)
  .regex(/^[\x21-\x7e]+$/, 'The token is one line without blanks.');

export const prometheusSecretSchema: z.ZodType<PrometheusSecret> = z
  .strictObject({
    token: z.preprocess(blankToAbsent, tokenSchema.optional()),
    username: z.preprocess(
      blankToAbsent,
      z
        .string()
        .max(1024)
        .regex(/^[^:\r\n]+$/, 'A user name has no colon.')
        .optional(),
    ),
    password: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z
        .string()
        .max(4096)
        .regex(/^[^\r\n]+$/, 'A password is one line.')
        .optional(),
    ),
  })
  .transform(({ token, username, password }, context): PrometheusSecret => {
    const hasPair = username !== undefined && password !== undefined;
    const hasHalf = !hasPair && (username !== undefined || password !== undefined);
    if (token !== undefined && !hasPair && !hasHalf) return { token };
    if (token === undefined && hasPair) return { username, password };
    const message = hasHalf
      ? 'A user name needs its password, and a password its user name.'
      : 'Enter either a token or a user name with its password.';
    context.addIssue({ code: 'custom', path: ['token'], message });
    return z.NEVER;
  });
