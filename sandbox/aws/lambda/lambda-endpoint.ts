import { AwsError } from '../aws-error';
import { restJsonEndpoint } from '../rest-endpoint';
import { getFunction, getFunctionConfiguration, listFunctions, listTags } from './functions';

export const lambdaEndpoint = restJsonEndpoint({
  signingName: 'lambda',
  routes: [
    { method: 'GET', path: '/2015-03-31/functions', operation: listFunctions },
    { method: 'GET', path: '/2015-03-31/functions/{FunctionName}', operation: getFunction },
    { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/configuration', operation: getFunctionConfiguration },
    { method: 'GET', path: '/2017-03-31/tags/{Resource}', operation: listTags },
  ],
  throttled: () =>
    new AwsError('TooManyRequestsException', 'Rate exceeded', 429, {
      detail: { Type: 'User', Reason: 'CallerRateLimitExceeded' },
    }),
  broken: (status) =>
    new AwsError('ServiceException', 'The Lambda service encountered an internal error.', status, {
      detail: { Type: 'Service' },
    }),
});
