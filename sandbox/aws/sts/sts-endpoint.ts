import { queryEndpoint } from '../query-endpoint';
import { assumeRole } from './assume-role';
import { getCallerIdentity } from './get-caller-identity';

export const stsEndpoint = queryEndpoint({
  signingName: 'sts',
  protocol: 'query',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: [assumeRole, getCallerIdentity],
});
