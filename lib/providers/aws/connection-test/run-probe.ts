import type { ConnectionCheck } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { saysAbsent } from '../faults/error-codes';
import { type AwsOperation, actionOf } from '../permissions/operations';
import type { Probe } from './probes';
import { toFailure } from './to-failure';

/** Codes with which services say that what a probe asks for is not there, beside the general ones: so it was allowed to ask. */
const codesOfPassing: ReadonlySet<string> = new Set(['NoSuchTagSet', 'ValidationException', 'ValidationError']);

/** Makes one probe's call and says what it shows. */
export async function runProbe(
  context: RegionContext,
  operation: AwsOperation,
  probe: Probe,
): Promise<ConnectionCheck> {
  const { account, region } = context;
  const check = {
    title: `${probe.title} in ${region} of ${account}`,
    permission: actionOf(operation),
    account,
    region,
  };
  try {
    await context.call(operation, (options) => probe.send(context, options));
    return { ...check, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const wasAllowed = saysAbsent(error) || (error.code !== undefined && codesOfPassing.has(error.code));
    return wasAllowed ? { ...check, outcome: 'passed' } : { ...check, ...toFailure(error) };
  }
}
