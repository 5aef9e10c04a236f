import { describe, expect, it } from 'vitest';
import { createAuthority } from '@/sandbox/authority/authority';
import { secretDestinationsOf } from './secret-destinations';
import { accountOfRole, awsSecretSchema, awsSettingsSchema, partitionOfRole } from './settings';

const role = 'arn:aws:iam::111122223333:role/team/millwright-read';

describe('AWS settings', () => {
  it('have defaults, and take what a form leaves blank for absent', () => {
    const defaults = { roleArns: [], regions: [], homeRegion: 'us-east-1', billingExports: [] };
    expect(awsSettingsSchema.parse({})).toEqual(defaults);
    const blank = { roleArns: [' '], regions: [''], homeRegion: '', endpoint: ' ', externalId: '', caCertificate: '' };
    expect(awsSettingsSchema.parse(blank)).toEqual(defaults);
  });

  it.each(['us-east-1', 'us-gov-west-1', 'ap-southeast-5', 'us-isob-east-1', 'cn-north-1', 'mx-central-1'])(
    'take %s for a region',
    (region) => {
      expect(awsSettingsSchema.safeParse({ regions: [region], homeRegion: region }).success).toBe(true);
    },
  );

  it.each([
    ['arn:aws-cn:iam::111122223333:role/x', 'cn-north-1'],
    ['arn:aws-us-gov:iam::111122223333:role/x', 'us-gov-west-1'],
    ['arn:aws:iam::111122223333:role/x', 'us-east-1'],
  ])('of the role %s ask in %s unless told otherwise', (roleArn, homeRegion) => {
    expect(awsSettingsSchema.parse({ roleArns: [roleArn] }).homeRegion).toBe(homeRegion);
  });

  it('without roles ask in the partition of the regions they name', () => {
    expect(awsSettingsSchema.parse({ regions: ['cn-northwest-1'] }).homeRegion).toBe('cn-north-1');
  });

  it.each([
    ['roleArns', { roleArns: [role, 'arn:aws-cn:iam::444455556666:role/x'] }],
    ['homeRegion', { roleArns: [role.replace(':aws:', ':aws-cn:')], homeRegion: 'us-east-1' }],
    ['homeRegion', { roleArns: [role.replace(':aws:', ':aws-of-tomorrow:')] }],
    ['regions', { roleArns: [role], regions: ['eu-west-1', 'us-gov-east-1'] }],
    ['regions', { regions: ['eu-west-1', 'cn-north-1'] }],
  ])('refuse %s of another partition', (path, settings) => {
    expect(awsSettingsSchema.safeParse(settings).error?.issues.map((issue) => issue.path[0])).toEqual([path]);
  });

  it.each(['evil.com/', 'us-east-1.evil.com', 'us-east-1/', 'US-EAST-1', 'x', '169.254.169.254', 'us-east-1#'])(
    'do not let %s become part of a host name',
    (region) => {
      expect(awsSettingsSchema.safeParse({ regions: [region] }).success).toBe(false);
      expect(awsSettingsSchema.safeParse({ homeRegion: region }).success).toBe(false);
    },
  );

  it.each([
    'ftp://a.example',
    'https://user:pass@a.example',
    'https://a.example/path',
    'https://a.example/?q',
    'a.example',
    'https://a.example/#x',
  ])('refuse the endpoint %s', (endpoint) => {
    expect(awsSettingsSchema.safeParse({ endpoint }).success).toBe(false);
  });

  it('refuse two roles of one account, a region twice, what is no role and fields nobody knows', () => {
    expect(awsSettingsSchema.safeParse({ roleArns: [role, role.replace('team', 'other')] }).success).toBe(false);
    expect(awsSettingsSchema.safeParse({ regions: ['eu-west-1', 'eu-west-1'] }).success).toBe(false);
    expect(awsSettingsSchema.safeParse({ roleArns: ['arn:aws:iam::1:user/x'] }).success).toBe(false);
    expect(awsSettingsSchema.safeParse({ stray: 1 }).success).toBe(false);
  });

  it('take a certificate only where it is one', async () => {
    const { certificate } = await createAuthority(new Date());
    expect(awsSettingsSchema.safeParse({ caCertificate: certificate }).success).toBe(true);
    expect(awsSettingsSchema.safeParse({ caCertificate: `${certificate}\n${certificate}` }).success).toBe(true);
    expect(awsSettingsSchema.safeParse({ caCertificate: certificate.replace(/[A-Z]/, '!') }).success).toBe(false);
    expect(awsSettingsSchema.safeParse({ caCertificate: 'hello' }).success).toBe(false);
  });

  it('know account and partition of a role', () => {
    expect(accountOfRole(role)).toBe('111122223333');
    expect(partitionOfRole('arn:aws-cn:iam::111122223333:role/x')).toBe('aws-cn');
  });

  it('send the secret to the endpoint, or to AWS', () => {
    expect(secretDestinationsOf(awsSettingsSchema.parse({ endpoint: 'https://a.example:8443/' }))).toEqual([
      'https://a.example:8443',
    ]);
    expect(secretDestinationsOf(awsSettingsSchema.parse({}))).toEqual(['https://amazonaws.com']);
    expect(secretDestinationsOf(awsSettingsSchema.parse({ homeRegion: 'cn-north-1' }))).toEqual([
      'https://amazonaws.com.cn',
    ]);
  });
});

describe('an AWS secret', () => {
  it('is an access key, with or without a session', () => {
    expect(awsSecretSchema.parse({ accessKeyId: 'AKIA1', secretAccessKey: ' s ', sessionToken: '' })).toEqual({
      accessKeyId: 'AKIA1',
      secretAccessKey: 's',
    });
    expect(awsSecretSchema.safeParse({ accessKeyId: 'AKIA1' }).success).toBe(false);
    expect(awsSecretSchema.safeParse({ accessKeyId: 'a\nb', secretAccessKey: 's' }).success).toBe(false);
  });

  it('take addresses of bills, and the word for all exports', () => {
    const billingExports = ['s3://example-bills/cost/', 'discover', ' ', 's3://example-bills'];
    const parsed = awsSettingsSchema.parse({ billingExports });
    expect(parsed.billingExports).toEqual(['s3://example-bills/cost', 'discover', 's3://example-bills']);
  });

  it.each([
    ['https://example-bills.s3.amazonaws.com/cost'],
    ['s3://'],
    ['s3://Example_Bills/cost'],
    ['s3://example.com:443/cost'],
    ['s3://-bad/cost'],
  ])('refuse %s as an address of bills', (address) => {
    expect(awsSettingsSchema.safeParse({ billingExports: [address] }).success).toBe(false);
  });

  it('refuse bills named twice, and a billing role of another partition', () => {
    const twice = ['s3://example-bills/cost', 's3://example-bills/cost/'];
    expect(awsSettingsSchema.safeParse({ billingExports: twice }).success).toBe(false);
    const billingRoleArn = 'arn:aws-cn:iam::111122223333:role/millwright-bills';
    expect(awsSettingsSchema.safeParse({ billingRoleArn }).success).toBe(false);
    expect(awsSettingsSchema.safeParse({ billingRoleArn, homeRegion: 'cn-north-1' }).success).toBe(true);
  });
});
