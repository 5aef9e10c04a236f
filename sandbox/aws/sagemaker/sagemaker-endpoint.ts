import { jsonEndpoint } from '../json-endpoint';
import { describeEndpoint, describeEndpointConfig, listEndpoints } from './endpoints';
import { listTags } from './list-tags';
import { describeTrainingJob, listTrainingJobs } from './training-jobs';

export const sageMakerEndpoint = jsonEndpoint({
  signingName: 'sagemaker',
  targetPrefix: 'SageMaker',
  operations: [
    describeEndpoint,
    describeEndpointConfig,
    describeTrainingJob,
    listEndpoints,
    listTags,
    listTrainingJobs,
  ],
});
