import { jsonEndpoint } from '../json-endpoint';
import { describeKey, listAliases, listKeys, listResourceTags } from './keys';

export const kmsEndpoint = jsonEndpoint({
  signingName: 'kms',
  targetPrefix: 'TrentService',
  operations: [describeKey, listAliases, listKeys, listResourceTags],
  brokenCode: 'KMSInternalException',
});
