import type { ProviderSession } from '../../contract/provider';
import type { SlurmSecret, SlurmSettings } from '../settings';

export type SlurmSession = ProviderSession<SlurmSettings, SlurmSecret>;
