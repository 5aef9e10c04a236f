import type { ProviderSession } from '../../contract/provider';
import type { GoogleCloudSecret, GoogleCloudSettings } from '../settings';

export type GoogleSession = ProviderSession<GoogleCloudSettings, GoogleCloudSecret>;
