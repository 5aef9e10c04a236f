import type { ProviderSession } from '../../contract/provider';
import type { AzureSecret, AzureSettings } from '../settings';

export type AzureSession = ProviderSession<AzureSettings, AzureSecret>;
