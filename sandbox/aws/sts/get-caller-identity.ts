import { z } from 'zod';
import { defineOperation } from '../endpoint';
import { invalidQueryParameters } from '../query-refusals';

export const getCallerIdentity = defineOperation({
  name: 'GetCallerIdentity',
  action: 'sts:GetCallerIdentity',
  input: z.object({}),
  invalid: invalidQueryParameters,
  run: ({ identity }) => ({
    document: { Arn: identity.arn, UserId: identity.userId, Account: identity.account },
  }),
});
