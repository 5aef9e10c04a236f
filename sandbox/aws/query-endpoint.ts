import type { WireRequest } from '../wire/wire';
import { AwsError } from './aws-error';
import type { Endpoint, Operation } from './endpoint';
import { parseQueryInput } from './protocol/parse-query-input';

export interface QueryEndpointDefinition {
  signingName: string;
  protocol: 'ec2' | 'query';
  namespace: string;
  operations: readonly Operation[];
  onlyRegion?: string;
}

/** An endpoint of the two query protocols: form parameters in, XML out. */
export function queryEndpoint({
  signingName,
  protocol,
  namespace,
  operations,
  onlyRegion,
}: QueryEndpointDefinition): Endpoint {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  return {
    signingName,
    dialect: { protocol, namespace },
    onlyRegion,
    resolve(request) {
      const parameters = parametersOf(request);
      const operation = byName.get(parameters.get('Action') ?? '');
      return operation ? { operation, input: parseQueryInput(parameters) } : null;
    },
    unknownOperation(request) {
      const action = parametersOf(request).get('Action') ?? '';
      return protocol === 'ec2'
        ? new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`, 400)
        : new AwsError('InvalidAction', `Could not find operation ${action} for version of this service`, 400);
    },
    throttled: () =>
      protocol === 'ec2'
        ? new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503)
        : new AwsError('Throttling', 'Rate exceeded', 400),
    broken: (status) => brokenQuery(protocol, status),
  };
}

function brokenQuery(protocol: 'ec2' | 'query', status: number): AwsError {
  if (status === 503) {
    const code = protocol === 'ec2' ? 'Unavailable' : 'ServiceUnavailable';
    return new AwsError(code, 'The service is unavailable. Please try again shortly.', status);
  }
  const code = protocol === 'ec2' ? 'InternalError' : 'InternalFailure';
  return new AwsError(code, 'An internal error has occurred', status);
}

function parametersOf(request: WireRequest): URLSearchParams {
  const isForm = request.method === 'POST' && request.body.length > 0;
  return new URLSearchParams(isForm ? request.body.toString('utf8') : request.rawQuery);
}
