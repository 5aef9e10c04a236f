import type { ProviderError } from '../../contract/provider-error';

/** Whether what one call met awaits the project’s others too: a refusal, or no answer for as long as one is waited for. */
export function endsProject({ kind, code }: ProviderError): boolean {
  return kind === 'permission-missing' || kind === 'credentials-rejected' || code === 'TimedOut';
}
