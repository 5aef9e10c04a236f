import { z } from 'zod';
import { blankToAbsent } from '../contract/settings/blank-to-absent';
import { caCertificateSchema } from '../contract/settings/certificates';
import { isPlainOrigin } from '../contract/settings/plain-url';
import { withoutEndSlashes } from '../contract/settings/trim-slashes';
import { discoverExports, parseBillAddress } from './cost/bill-address';
import { globalRegionOf, partitionOfRegion } from './partitions';

export const defaultHomeRegion = 'us-east-1';

const rolePattern = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/[\w+=,.@/-]{1,512}$/;
/** Becomes part of host names, so nothing but AWS's own form is let through. */
const regionPattern = /^[a-z]{2,4}(-[a-z]{2,10}){1,3}-\d{1,2}$/;

/** In characters: a bucket, and as long a path as S3 lets a key have, with slashes to spare. */
const longestAddress = 2048;

const withoutBlanks = (value: unknown) =>
  Array.isArray(value) ? value.filter((entry) => typeof entry !== 'string' || entry.trim() !== '') : value;

const billingExportSchema = z
  .string()
  .trim()
  .max(longestAddress, { abort: true, message: `A billing export has at most ${longestAddress} characters.` })
  .transform((text) => (text === discoverExports ? text : withoutEndSlashes(text)))
  .refine(
    (text) => text === discoverExports || parseBillAddress(text) !== null,
    `A billing export looks like s3://bucket/prefix; the word ${discoverExports} stands for all exports of the account.`,
  );

const roleArnSchema = z
  .string()
  .trim()
  .regex(rolePattern, 'A role ARN looks like arn:aws:iam::111122223333:role/millwright-read.');
const regionSchema = z.string().trim().regex(regionPattern, 'A region looks like eu-central-1.');
const endpointSchema = z
  .string()
  .trim()
  .refine(isPlainOrigin, 'The endpoint is an origin such as https://aws.example.net, without path or credentials.')
  .transform((text) => new URL(text).origin);

/** Where an AWS connection reads, and through what. */
export interface AwsSettings {
  /** One role per account to read; empty: the caller's own account. */
  roleArns: string[];
  externalId?: string;
  /** Empty: every region enabled for the account. */
  regions: string[];
  /** Where accounts, regions and identity are asked for; of the same partition as the roles and regions. */
  homeRegion: string;
  /** An origin that serves every service, in place of AWS's own endpoints. */
  endpoint?: string;
  /** PEM, trusted beside the system's authorities. */
  caCertificate?: string;
  /** Where bills lie: `s3://bucket/prefix` each, or `discover` for every export of the billing account. Empty: no bills. */
  billingExports: string[];
  /** The role that reads the bills; absent: the connection's own identity. */
  billingRoleArn?: string;
}

export const awsSettingsSchema: z.ZodType<AwsSettings> = z
  .strictObject({
    roleArns: z.preprocess(withoutBlanks, z.array(roleArnSchema).max(1000)).default([]),
    externalId: z.preprocess(
      blankToAbsent,
      z
        .string()
        .trim()
        .regex(/^[\w+=,.@:/-]{2,1224}$/, 'An external id has 2 to 1224 letters, digits or +=,.@:/-.')
        .optional(),
    ),
    regions: z.preprocess(withoutBlanks, z.array(regionSchema).max(100)).default([]),
    homeRegion: z.preprocess(blankToAbsent, regionSchema.optional()),
    endpoint: z.preprocess(blankToAbsent, endpointSchema.optional()),
    caCertificate: caCertificateSchema,
    billingExports: z.preprocess(withoutBlanks, z.array(billingExportSchema).max(50)).default([]),
    billingRoleArn: z.preprocess(blankToAbsent, roleArnSchema.optional()),
  })
  .superRefine(({ roleArns, regions, homeRegion, billingExports, billingRoleArn }, context) => {
    if (hasRepeats(roleArns.map(accountOfRole))) {
      context.addIssue({ code: 'custom', path: ['roleArns'], message: 'Two of the roles are in the same account.' });
    }
    if (hasRepeats(regions)) {
      context.addIssue({ code: 'custom', path: ['regions'], message: 'A region is named twice.' });
    }
    if (hasRepeats(billingExports)) {
      context.addIssue({ code: 'custom', path: ['billingExports'], message: 'A billing export is named twice.' });
    }
    const partition = partitionOf({ roleArns, regions, homeRegion });
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (roleArns.some((roleArn) => partitionOfRole(roleArn) !== partition))
      refuse('roleArns', 'The roles are of different AWS partitions; make a connection for each.');
    if (regions.some((region) => partitionOfRegion(region) !== partition))
      refuse('regions', `Not all of the regions are in the partition ${partition}.`);
    if (homeRegion !== undefined && partitionOfRegion(homeRegion) !== partition)
      refuse('homeRegion', `The home region is not in the partition ${partition}.`);
    if (billingRoleArn !== undefined && partitionOfRole(billingRoleArn) !== partition)
      refuse('billingRoleArn', `The billing role is not in the partition ${partition}.`);
    if (homeRegion === undefined && globalRegionOf(partition) === undefined)
      refuse('homeRegion', `Name the home region; that of the partition ${partition} is not known.`);
  })
  .transform((settings) => ({
    ...settings,
    homeRegion: settings.homeRegion ?? globalRegionOf(partitionOf(settings)) ?? defaultHomeRegion,
  }));

export interface AwsSecret {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export const awsSecretSchema: z.ZodType<AwsSecret> = z.strictObject({
  accessKeyId: z
    .string()
    .trim()
    .regex(/^\w{3,128}$/, 'An access key id has 3 to 128 letters and digits.'),
  secretAccessKey: z.string().trim().min(1, 'The secret access key is missing.').max(1024),
  sessionToken: z.preprocess(blankToAbsent, z.string().trim().max(16_384).optional()),
});

/** The account id in a role's ARN. */
export function accountOfRole(roleArn: string): string {
  return rolePattern.exec(roleArn)?.[2] ?? roleArn;
}

/** The partition in a role's ARN, e.g. `aws` or `aws-cn`. */
export function partitionOfRole(roleArn: string): string {
  return rolePattern.exec(roleArn)?.[1] ?? 'aws';
}

/** The partition the connection is in: that of its first role, or of the first region it names. */
function partitionOf({
  roleArns,
  regions,
  homeRegion,
}: Pick<AwsSettings, 'roleArns' | 'regions'> & { homeRegion?: string | undefined }): string {
  const [roleArn] = roleArns;
  if (roleArn !== undefined) return partitionOfRole(roleArn);
  return partitionOfRegion(homeRegion ?? regions[0] ?? defaultHomeRegion);
}

function hasRepeats(values: string[]): boolean {
  return new Set(values).size !== values.length;
}
