import type { WireRequest } from '../../wire/wire';
import { AwsError } from '../aws-error';
import type { Endpoint } from '../endpoint';
import { jsonEndpoint } from '../json-endpoint';
import type { Dialect } from '../protocol/write-response';
import { queryEndpoint } from '../query-endpoint';
import { getMetricData } from './get-metric-data';
import { listMetrics } from './list-metrics';
import { queryCodes } from './refusals';

const signingName = 'monitoring';
const operations = [getMetricData, listMetrics];

const json = jsonEndpoint({ signingName, targetPrefix: 'GraniteServiceVersion20100801', operations });
const query = queryEndpoint({
  signingName,
  protocol: 'query',
  namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  operations,
});

const jsonDialect: Dialect = { ...json.dialect, jsonVersion: '1.0', queryCodes };
const queryDialect: Dialect = { ...query.dialect, queryCodes };

/** CloudWatch speaks JSON 1.0, and the query protocol to clients from before; not CBOR, the third it has a model for. */
export const cloudWatchEndpoint: Endpoint = {
  signingName,
  dialect: jsonDialect,
  dialectOf: (request) => (isJson(request) ? jsonDialect : queryDialect),
  resolve: (request) => (isJson(request) ? json : query).resolve(request),
  unknownOperation: json.unknownOperation,
  throttled: json.throttled,
  broken: (status) =>
    status === 503
      ? json.broken(status)
      : new AwsError('InternalServiceFault', 'Request processing has failed because of an unknown error.', status),
};

function isJson({ headers }: WireRequest): boolean {
  return headers['x-amz-target'] !== undefined;
}
