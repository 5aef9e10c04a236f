import { z } from 'zod';
import { accounts } from '../../world/aws/geography';
import { AwsError } from '../aws-error';
import { defineOperation, wireInteger } from '../endpoint';
import { pageOf } from '../paging/page';
import { queryEndpoint } from '../query-endpoint';
import { invalidQueryParameters } from '../query-refusals';

const listAccountAliases = defineOperation({
  name: 'ListAccountAliases',
  action: 'iam:ListAccountAliases',
  input: z.object({
    MaxItems: wireInteger.pipe(z.number().min(1).max(1000)).default(100),
    Marker: z.string().optional(),
  }),
  invalid: invalidQueryParameters,
  run(call, { MaxItems: size, Marker: token }) {
    const aliases = Object.values(accounts).flatMap(({ id, alias }) => (id === call.account ? [alias] : []));
    const page = pageOf(call, {
      items: aliases,
      keyOf: (alias) => alias,
      size,
      token,
      invalidToken: () => new AwsError('ValidationError', 'Invalid Marker.', 400),
    });
    return {
      document: { AccountAliases: page.items, IsTruncated: page.nextToken !== undefined, Marker: page.nextToken },
    };
  },
});

export const iamEndpoint = queryEndpoint({
  signingName: 'iam',
  protocol: 'query',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  operations: [listAccountAliases],
  onlyRegion: 'us-east-1',
});
