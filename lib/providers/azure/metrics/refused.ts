import type { ProviderError } from '../../contract/provider-error';
import { AzureRefusal } from '../connect/azure-refusal';
import type { MetricGroup } from './metric-group';

/** What was refused together. */
export interface Refused {
  group: MetricGroup;
  resources: readonly string[];
  why: ProviderError;
}

/** The first has one more where they are odd. */
export function toHalves(resources: readonly string[]): (readonly string[])[] {
  const middle = Math.ceil(resources.length / 2);
  return [resources.slice(0, middle), resources.slice(middle)];
}

/** Whether Azure understood the call and found something in it wrong, or missing. */
export function isOfContent({ kind, cause }: ProviderError): boolean {
  return (
    kind === 'response-unexpected' && cause instanceof AzureRefusal && (cause.status === 400 || cause.status === 404)
  );
}
