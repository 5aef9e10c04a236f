import type { ConnectionForm, ConnectionInstruction } from '../contract/provider';
import { assumePolicy, readPolicy, trustPolicy } from './permissions/policies';
import { defaultHomeRegion } from './settings';

const exampleRole = 'arn:aws:iam::111122223333:role/millwright-read';
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
      text: 'Give it this policy. It lists every action Millwright uses; none of them changes anything or reads content. CloudWatch charges for each metric that is read, the GPUs’ own among them.',
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
      code: toJson(assumePolicy([exampleRole])),
    },
  ],
};
