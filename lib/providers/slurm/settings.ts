import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema } from '../contract/settings/certificates';
import { parsePlainUrl } from '../contract/settings/plain-url';

/** Which cluster a connection reads, as whom, and where its slurmrestd answers. */
export interface SlurmSettings {
  /** Where `/slurm/…` begins, without a slash at its end. */
  endpoint: string;
  /** What the console calls the cluster; absent: what the cluster calls itself, which slurmrestd tells from v0.0.40 on. */
  clusterName?: string;
  /** The Slurm user that the token is for. */
  user: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
}

export const slurmSettingsSchema: z.ZodType<SlurmSettings> = z.strictObject({
  endpoint: z
    .string()
    .trim()
    .refine(
      (text) => parsePlainUrl(text) !== null,
      'The endpoint is the address of slurmrestd, such as https://slurm.example.net:6820.',
    )
    .transform((text) => text.replace(/\/+$/, '')),
  clusterName: z.preprocess(
    blankToAbsent,
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][\w.-]{0,39}$/, 'A cluster name has up to 40 letters, digits or ._-.')
      .optional(),
  ),
  user: z
    .string()
    .trim()
    .regex(/^[A-Za-z_][\w.@-]{0,63}\$?$/, 'The user is the name of a user of the cluster.'),
  caCertificate: caCertificateSchema,
});

export interface SlurmSecret {
  /** A JSON Web Token that slurmctld trusts. */
  token: string;
}

export const slurmSecretSchema: z.ZodType<SlurmSecret> = z.strictObject({
  token: z
    .string()
    .trim()
    .transform((text) => text.replace(/^SLURM_JWT=/, ''))
    .pipe(
      z
        .string()
        .max(16_384)
        .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'The token is what scontrol token prints after SLURM_JWT=.'),
    ),
});
