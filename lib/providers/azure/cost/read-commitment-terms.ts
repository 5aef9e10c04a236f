import { z } from 'zod';
import type { Completeness } from '@/lib/domain/provider-fault';
import type { CommitmentTerm } from '../../contract/cost';
import { addFault } from '../../contract/faults/add-fault';
import { toCompleteness } from '../../contract/faults/to-gaps';
import { ProviderError } from '../../contract/provider-error';
import { AzureContext } from '../connect/azure-context';
import { AzureRefusal } from '../connect/azure-refusal';
import type { AzureSession } from '../connect/azure-session';
import { termsOperation as operation } from '../permissions/operations';

/** Of Microsoft.Capacity and of Microsoft.BillingBenefits alike. */
const apiVersion = '2022-11-01';
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** What bills name otherwise is no resource that could be asked for. */
const ofOrder = new RegExp(
  `^/providers/(?:Microsoft\\.Capacity/reservationOrders/${uuid}/reservations|Microsoft\\.BillingBenefits/savingsPlanOrders/${uuid}/savingsPlans)/${uuid}$`,
  'i',
);

const instant = z.string().nullish();
const termSchema = z.object({
  properties: z.object({
    benefitStartTime: instant,
    effectiveDateTime: instant,
    expiryDateTime: instant,
    expiryDate: instant,
    displayProvisioningState: z.string().nullish(),
    provisioningState: z.string().nullish(),
  }),
});

/** When reservations and savings plans run, one call each. Whoever may not read one is told so: that is a gap. */
export async function readCommitmentTerms(
  session: AzureSession,
  ids: readonly string[],
): Promise<{ items: CommitmentTerm[]; completeness: Completeness }> {
  const faults: ProviderError[] = [];
  const items: CommitmentTerm[] = [];
  const asked = ids.filter((id) => ofOrder.test(id));
  if (asked.length > 0) {
    const context = new AzureContext(session);
    for (const id of asked) {
      try {
        items.push(await readTerm(context, id));
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const isUnknown = error.cause instanceof AzureRefusal && error.cause.status === 404;
        if (!isUnknown) addFault(faults, error);
      }
    }
  }
  return { items, completeness: toCompleteness(faults.map((fault) => fault.toGap({ subject: 'commitments' }))) };
}

async function readTerm(context: AzureContext, id: string): Promise<CommitmentTerm> {
  const { session, places } = context;
  const bucket = `${session.settings.tenantId}/resource-manager`;
  await context.authenticate('resourceManagerScope');
  const { properties } = await session.calls.run({ operation, bucket, place: id, priceMicroUsd: 0 }, async (signal) =>
    termSchema.parse(
      await context.readResourceManager(`${places.resourceManager}${id}?api-version=${apiVersion}`, signal),
    ),
  );
  return {
    id,
    startsAt: toInstant(properties.benefitStartTime ?? properties.effectiveDateTime),
    endsAt: toInstant(properties.expiryDateTime ?? properties.expiryDate),
    status: properties.displayProvisioningState ?? properties.provisioningState ?? null,
  };
}

/** An instant as text; null for none, and for what is none. */
function toInstant(text: string | null | undefined): Date | null {
  const at = text === null || text === undefined ? null : new Date(text);
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}
