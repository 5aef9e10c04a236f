import { ListTagsCommand } from '@aws-sdk/client-sagemaker';
import type { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readListing } from './read-listing';
import { toTags } from './to-tags';

/** Tags of a SageMaker resource. Throws a `ProviderError`. */
export async function readSagemakerTags(context: RegionContext, ResourceArn: string): Promise<Record<string, string>> {
  const faults: ProviderError[] = [];
  const tags = await readListing(context, faults, {
    operation: 'sagemaker:ListTags',
    send: (NextToken, options) =>
      context.clients.sagemaker.send(new ListTagsCommand({ ResourceArn, NextToken, MaxResults: 50 }), options),
    listOf: (page) => page.Tags,
    tokenOf: (page) => page.NextToken,
    identityOf: ({ Key }) => Key,
  });
  const [fault] = faults;
  if (fault) throw fault;
  return toTags(tags);
}
