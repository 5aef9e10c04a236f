import { z } from 'zod';
import type { InventoryItem } from '@/lib/domain/resource';
import { parseExactJson } from '../../contract/http/parse-json';
import { ProviderError } from '../../contract/provider-error';
import type { TenantRequest } from '../connect/open-tenant';
import type { KindReader } from './kind-reader';
import { type TenantContext, tenantRegion, toNativeId } from './tenant-context';
import { toDate } from './to-date';
import { toAlertStatus } from './to-lifecycle';
import { toRaw } from './to-raw';

const operation = 'data:alerts';

const alertSchema = z.object({
  fingerprint: z.string().min(1),
  labels: z.record(z.string(), z.string()),
  startsAt: z.string().nullish(),
  status: z.object({ state: z.string().nullish() }).nullish(),
});

type Alert = z.output<typeof alertSchema>;

/** The alerts come as a document within the document: text that holds a list. No text, or `null`, is no alert. */
export const alertsSchema = z.object({
  data: z.string().transform((text, context) => {
    if (text === '') return [];
    try {
      return z.array(z.unknown()).nullable().parse(parseExactJson(text)) ?? [];
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
      context.addIssue({ code: 'custom', message: 'The alerts are no list.' });
      return z.NEVER;
    }
  }),
});

export function toAlertsRequest(namespace: string): TenantRequest {
  return { operation, path: `/api/data/namespaces/${namespace}/alerts` };
}

/** What is wrong at this moment, as F5 sees it. */
export const alerts: KindReader = {
  kind: 'alert',
  operation,
  async read(context, faults) {
    const found = new Map<string, InventoryItem>();
    for (const namespace of context.alertNamespaces) {
      try {
        const { data } = await context.tenant.request(toAlertsRequest(namespace), alertsSchema);
        for (const document of data) {
          const { data: alert, error } = alertSchema.safeParse(document);
          if (alert === undefined) {
            faults.listing.push(toUnreadable(error));
            continue;
          }
          const item = toAlert(context, namespace, alert, document);
          found.set(item.nativeId, item);
        }
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        faults.listing.push(error);
      }
    }
    return [...found.values()];
  },
};

export function toAlert(
  { tenantId }: Pick<TenantContext, 'tenantId'>,
  asked: string,
  { fingerprint, labels, startsAt, status }: Alert,
  document: unknown,
): InventoryItem {
  const nativeStatus = status?.state || null;
  return {
    kind: 'alert',
    nativeId: toNativeId(tenantId, labels.namespace || asked, 'alert', fingerprint),
    nativeType: labels.type || 'alert',
    name: labels.alertname || fingerprint,
    account: tenantId,
    region: tenantRegion,
    zone: null,
    status: toAlertStatus(nativeStatus),
    nativeStatus,
    size: labels.severity || null,
    accelerators: [],
    tags: labels,
    createdAt: toDate(startsAt),
    detailed: true,
    raw: toRaw(document),
  };
}

function toUnreadable(cause: unknown): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'UnreadableObject',
    operation,
    message: `${operation} listed an alert that is not as the API describes it.`,
    remedy: 'If the next collection says the same, the API may be newer than Millwright.',
    cause,
  });
}
