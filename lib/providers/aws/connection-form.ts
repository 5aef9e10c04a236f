import type { ConnectionForm, ConnectionInstruction } from '../contract/provider';
import { discoverExports } from './cost/bill-address';
import { assumePolicy, billingPolicy, readPolicy, trustPolicy } from './permissions/policies';
import { defaultHomeRegion } from './settings';

const exampleRole = 'arn:aws:iam::111122223333:role/millwright-read';
const exampleBillingRole = 'arn:aws:iam::999988887777:role/millwright-bills';
const exampleIdentity = 'arn:aws:iam::999988887777:user/millwright';
const exampleExternalId = 'choose-a-long-random-value';

const toJson = (document: object): ConnectionInstruction['code'] => ({
  language: 'json',
  text: JSON.stringify(document, null, 2),
});

/** What a person fills in, and what has to exist in AWS before. */
export const awsConnectionForm: ConnectionForm = {
  fields: [
    {
      name: 'roleArns',
      label: 'Roles to assume',
      input: 'list',
      secret: false,
      required: false,
      description: 'One role ARN per account to read. Leave empty to read the account of the credentials themselves.',
      placeholder: exampleRole,
    },
    {
      name: 'externalId',
      label: 'External id',
      input: 'text',
      secret: false,
      required: false,
      description: 'Must be what the trust policies of the roles ask for.',
      placeholder: exampleExternalId,
    },
    {
      name: 'regions',
      label: 'Regions',
      input: 'list',
      secret: false,
      required: false,
      description: 'Leave empty to read every region enabled in each account.',
      placeholder: 'eu-central-1',
    },
    {
      name: 'homeRegion',
      label: 'Home region',
      input: 'text',
      secret: false,
      required: false,
      description: `Where identity, roles and regions are asked for. ${defaultHomeRegion} when empty, or its like in China and GovCloud.`,
      placeholder: defaultHomeRegion,
    },
    {
      name: 'billingExports',
      label: 'Billing exports',
      input: 'list',
      secret: false,
      required: false,
      description: `Where data exports of FOCUS or the Cost and Usage Report 2.0 are delivered to, one address a line. The word ${discoverExports} stands for all exports of the billing account. Leave empty to read no bills.`,
      placeholder: 's3://example-bills/cost',
    },
    {
      name: 'billingRoleArn',
      label: 'Billing role',
      input: 'text',
      secret: false,
      required: false,
      description: 'The role that reads the bills. Leave empty to read them as the identity of the credentials.',
      placeholder: exampleBillingRole,
    },
    {
      name: 'accessKeyId',
      label: 'Access key id',
      input: 'text',
      secret: true,
      required: false,
      description: 'Leave all keys empty to use the AWS role or profile that Millwright itself runs under.',
    },
    {
      name: 'secretAccessKey',
      label: 'Secret access key',
      input: 'text',
      secret: true,
      required: false,
      description: 'Stored encrypted and never shown again.',
    },
    {
      name: 'sessionToken',
      label: 'Session token',
      input: 'textarea',
      secret: true,
      required: false,
      description: 'Only for temporary keys, which have to be replaced when they expire.',
    },
    {
      name: 'endpoint',
      label: 'Endpoint',
      input: 'text',
      secret: false,
      required: false,
      description: 'An origin that serves every AWS API in place of AWS’s own endpoints.',
      placeholder: 'https://aws.example.net',
    },
    {
      name: 'caCertificate',
      label: 'CA certificate',
      input: 'textarea',
      secret: false,
      required: false,
      description: 'PEM of the authority that signed the endpoint’s certificate, if it is not a public one.',
    },
  ],
  instructions: [
    {
      title: 'Create a role in each account',
      text: 'Give it this policy. It lists every action Millwright uses; none of them changes anything or reads content. Bills have a policy of their own. CloudWatch charges for each metric that is read, the GPUs’ own among them.',
      code: toJson(readPolicy()),
    },
    {
      title: 'Let Millwright assume it',
      text: 'Use this trust policy, with the identity whose keys you enter here and an external id of your own.',
      code: toJson(trustPolicy(exampleIdentity, exampleExternalId)),
    },
    {
      title: 'Allow that identity to assume the roles, and nothing else',
      text: 'Attach this policy to it, with one role for each account.',
      code: toJson(assumePolicy([exampleRole, exampleBillingRole])),
    },
    {
      title: 'For bills: a data export, and a role that reads it',
      text: 'In the billing account, create a data export of FOCUS 1.2 with AWS columns, or of CUR 2.0 with resource ids. Give this policy to a role there, with your bucket and prefix, and the trust policy above. The last statement is only for exports that are to be discovered. A bucket that is encrypted with a key of yours needs kms:Decrypt on that key, too.',
      code: toJson(billingPolicy('example-bills', 'cost')),
    },
  ],
};
