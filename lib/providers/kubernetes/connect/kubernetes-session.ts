import type { ProviderSession } from '../../contract/provider';
import type { KubernetesSecret } from '../settings';

/** What reading a cluster needs of a connection's settings, whichever provider they are of. */
export interface ClusterSettings {
  server: string;
  clusterName: string;
  siteHint?: string;
}

export type KubernetesSession = ProviderSession<ClusterSettings, KubernetesSecret>;
