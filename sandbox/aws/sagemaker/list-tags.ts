import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import { AwsError } from '../aws-error';
import { defineOperation } from '../endpoint';
import { tagList } from '../json-tags';
import { pageOf } from '../paging/page';
import { notFound } from './endpoints';
import { invalidSageMakerInput } from './list-order';

export const listTags = defineOperation({
  name: 'ListTags',
  action: 'sagemaker:ListTags',
  input: z.object({
    ResourceArn: z.string().max(256),
    MaxResults: z.int().min(50).default(50),
    NextToken: z.string().max(8192).optional(),
  }),
  invalid: invalidSageMakerInput,
  run(call, { ResourceArn: arn, MaxResults: size, NextToken: token }) {
    const records = [
      ...call.world.list('model-endpoint', call.account, call.region),
      ...call.world.list('training-job', call.account, call.region),
    ];
    const target = records.find((record) => nativeIdOf(record) === arn);
    if (!target) throw notFound('resource', arn);
    const page = pageOf(call, {
      items: Object.entries(target.tags).sort(([left], [right]) => (left < right ? -1 : 1)),
      keyOf: ([key]) => key,
      size,
      token,
      question: arn,
      invalidToken: () => new AwsError('ValidationException', 'Invalid NextToken.', 400),
    });
    return { document: { Tags: tagList(Object.fromEntries(page.items)), NextToken: page.nextToken } };
  },
});
