import type { MetricServiceClient } from '@google-cloud/monitoring';
import { z } from 'zod';
import { ProviderError } from '../../contract/provider-error';
import { callGoogle } from '../connect/call-google';
import { openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { originOf } from '../endpoints';
import { GoogleRefusal } from '../faults/google-refusal';
import { GuardedAuth } from './guarded-auth';
import type { TimeSeries } from './to-points';

/** As many as one answer may hold. */
const pageSize = 10_000;
const callTimeoutMs = 30_000;

export interface SeriesPage {
  series: TimeSeries[];
  nextPageToken: string | undefined;
  /** Monitoring says that it could not look everywhere. */
  isPartial: boolean;
}

export interface SeriesQuery {
  project: string;
  filter: string;
  from: Date;
  to: Date;
  pageToken: string | undefined;
}

const rawPageSchema = z.object({
  nextPageToken: z.string().nullish(),
  executionErrors: z.array(z.unknown()).nullish(),
});

/** Cloud Monitoring through the vendor's client, in its REST mode and over the session's guarded transport. */
export interface MonitoringClient {
  /** One page of the series there are. Throws a `ProviderError`. */
  listSeries(query: SeriesQuery): Promise<SeriesPage>;
}

/** Loads the vendor's client, which is heavy, only when metrics are read. */
export async function openMonitoringClient(session: GoogleSession): Promise<MonitoringClient> {
  const { MetricServiceClient } = await import('@google-cloud/monitoring');
  const google = openGoogleClient(session);
  const { hostname, port, protocol } = new URL(originOf(session.settings, 'monitoring'));
  const client: MetricServiceClient = new MetricServiceClient({
    fallback: true,
    apiEndpoint: hostname,
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
    protocol: protocol.slice(0, -1),
    auth: new GuardedAuth(google, session.signal),
  });
  return {
    async listSeries({ project, filter, from, to, pageToken }) {
      // Asked before, so that a refused credential is not taken for a fault of this call.
      await google.token();
      return callGoogle(session.calls, 'monitoring:timeSeries.list', project, async () => {
        try {
          const [series, , raw] = await client.listTimeSeries(
            {
              name: `projects/${project}`,
              filter,
              interval: { startTime: toTimestamp(from), endTime: toTimestamp(to) },
              view: 'FULL',
              pageSize,
              ...(pageToken === undefined ? {} : { pageToken }),
            },
            { autoPaginate: false, retry: null, timeout: callTimeoutMs },
          );
          const { nextPageToken, executionErrors } = rawPageSchema.parse(raw ?? {});
          return {
            series,
            nextPageToken: nextPageToken || undefined,
            isPartial: executionErrors != null && executionErrors.length > 0,
          };
        } catch (error) {
          throw toCause(error);
        }
      });
    },
  };
}

/** What went wrong beneath the vendor's wrappings, which name no HTTP status and drop what the answer said. */
function toCause(error: unknown): unknown {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (at instanceof GoogleRefusal || at instanceof ProviderError) return at;
    if (at.cause === undefined) return at;
  }
  return error;
}

function toTimestamp(at: Date): { seconds: number; nanos: number } {
  const ms = at.getTime();
  return { seconds: Math.floor(ms / 1000), nanos: (((ms % 1000) + 1000) % 1000) * 1_000_000 };
}
