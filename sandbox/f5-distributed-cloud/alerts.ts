import { edgeTenant, systemNamespace } from '../world/f5-distributed-cloud/plan';
import type { EdgeAlert } from '../world/f5-distributed-cloud/records';
import type { Reading } from './reading';
import { readTime } from './time-range';

/** Active alerts, as the text of a JSON list. */
export function readAlerts({ snapshot, isEmpty, namespace }: Reading): Record<string, unknown> {
  const shown = isEmpty || namespace !== systemNamespace ? [] : snapshot.alerts.filter(({ endsAt }) => endsAt === null);
  return { data: JSON.stringify(shown.map(toAlert)) };
}

/** Notifications between two moments, newest first, each as the text of a JSON object. */
export function readAlertHistory({ snapshot, isEmpty, namespace, query, nowMs }: Reading): Record<string, unknown> {
  const end = readTime('end_time', query.end_time) ?? nowMs;
  const start = readTime('start_time', query.start_time) ?? end - 86_400_000;
  const isWithin = ({ startsAt }: EdgeAlert) => startsAt.getTime() >= start && startsAt.getTime() <= end;
  const shown = isEmpty || namespace !== systemNamespace ? [] : snapshot.alerts.filter(isWithin);
  return {
    alerts: shown.map((alert) => JSON.stringify(toAlert(alert))),
    total_hits: String(shown.length),
    scroll_id: '',
  };
}

function toAlert({
  fingerprint,
  name,
  severity,
  site,
  description,
  startsAt,
  endsAt,
}: EdgeAlert): Record<string, unknown> {
  return {
    annotations: { description, display_name: name, action: '' },
    labels: {
      alertname: name,
      group: 'Infrastructure',
      identifier: site,
      namespace: systemNamespace,
      severity,
      site,
      tenant: edgeTenant,
      type: 'site',
    },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? '0001-01-01T00:00:00Z',
    updatedAt: startsAt.toISOString(),
    fingerprint,
    generatorURL: '',
    receivers: [],
    status: { state: endsAt === null ? 'active' : 'resolved', inhibitedBy: [], silencedBy: [] },
  };
}
