import { AwsError } from '../aws-error';
import { brokenJson } from '../json-endpoint';
import { restJsonEndpoint } from '../rest-endpoint';
import { describeCluster, listClusters } from './clusters';
import { describeNodegroup, listNodegroups } from './node-groups';

export const eksEndpoint = restJsonEndpoint({
  signingName: 'eks',
  routes: [
    { method: 'GET', path: '/clusters', operation: listClusters },
    { method: 'GET', path: '/clusters/{name}', operation: describeCluster },
    { method: 'GET', path: '/clusters/{name}/node-groups', operation: listNodegroups },
    { method: 'GET', path: '/clusters/{name}/node-groups/{nodegroupName}', operation: describeNodegroup },
  ],
  throttled: () => new AwsError('ThrottlingException', 'Rate exceeded', 429),
  broken: (status) =>
    status === 503
      ? new AwsError(
          'ServiceUnavailableException',
          'The service is unavailable. Back off and retry the operation.',
          status,
        )
      : brokenJson(status, 'ServerException'),
});
