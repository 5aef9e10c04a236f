import { z } from 'zod';
import { type Account, accounts, organization } from '../../world/aws/geography';
import { beforeEpoch } from '../../world/aws/plan/plan';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation } from '../endpoint';
import { invalidInput, jsonEndpoint } from '../json-endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';

const invalid = invalidInput('InvalidInputException');
const arnPrefix = `arn:aws:organizations::${organization.managementAccount}`;

const describeOrganization = defineOperation({
  name: 'DescribeOrganization',
  action: 'organizations:DescribeOrganization',
  input: z.object({}),
  invalid,
  run: () => ({
    document: {
      Organization: {
        Id: organization.id,
        Arn: `${arnPrefix}:organization/${organization.id}`,
        FeatureSet: 'ALL',
        MasterAccountArn: `${arnPrefix}:account/${organization.id}/${organization.managementAccount}`,
        MasterAccountId: organization.managementAccount,
        MasterAccountEmail: accounts.research.email,
        AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
      },
    },
  }),
});

const listAccounts = defineOperation({
  name: 'ListAccounts',
  action: 'organizations:ListAccounts',
  input: z.object({ MaxResults: z.int().min(1).max(20).default(20), NextToken: z.string().optional() }),
  invalid,
  run(call, { MaxResults: size, NextToken: token }) {
    demandManagement(call);
    const page = pageOf(call, {
      items: Object.values(accounts).sort((left, right) => (left.id < right.id ? -1 : 1)),
      keyOf: ({ id }) => id,
      size,
      token,
      invalidToken: () =>
        new AwsError('InvalidInputException', 'You provided a value that is not a valid token.', 400, {
          detail: { Reason: 'INVALID_NEXT_TOKEN' },
        }),
    });
    return { document: { Accounts: page.items.map(accountDocument), NextToken: page.nextToken } };
  },
});

const describeAccount = defineOperation({
  name: 'DescribeAccount',
  action: 'organizations:DescribeAccount',
  input: z.object({ AccountId: z.string().regex(/^\d{12}$/) }),
  invalid,
  run(call, { AccountId: wanted }) {
    demandManagement(call);
    const account = Object.values(accounts).find(({ id }) => id === wanted);
    if (!account) throw new AwsError('AccountNotFoundException', "You specified an account that doesn't exist.", 400);
    return { document: { Account: accountDocument(account) } };
  },
});

/** Only the organization's own account may look at the others. */
function demandManagement({ account }: Call): void {
  if (account !== organization.managementAccount) {
    throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.", 400);
  }
}

function accountDocument({ id, name, email }: Account): WireDocument {
  return {
    Id: id,
    Arn: `${arnPrefix}:account/${organization.id}/${id}`,
    Email: email,
    Name: `Millwright ${name}`,
    Status: 'ACTIVE',
    State: 'ACTIVE',
    JoinedMethod: 'CREATED',
    JoinedTimestamp: beforeEpoch(720),
  };
}

export const organizationsEndpoint = jsonEndpoint({
  signingName: 'organizations',
  targetPrefix: 'AWSOrganizationsV20161128',
  operations: [describeAccount, describeOrganization, listAccounts],
  onlyRegion: 'us-east-1',
  brokenCode: 'ServiceException',
});
