import type { ProviderSession } from '../../contract/provider';
import type { PrometheusSecret, PrometheusSettings } from '../settings';

export type PrometheusSession = ProviderSession<PrometheusSettings, PrometheusSecret>;
