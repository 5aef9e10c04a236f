import type { WireResponse } from '../../wire/wire';
import { text } from '../../world/bills/money';
import { type PromisedCommitment, promisedTo } from '../../world/bills/promised';
import { AzureError, jsonResponse } from '../azure-error';
import type { Call } from '../call';
import * as refusals from '../refusals';
import type { ReservationRoute } from '../route';

/** Answers one reservation of Microsoft.Capacity, with its term. */
export function answerReservation({ reservationId }: ReservationRoute, { fault, world }: Call): WireResponse {
  if (fault?.kind === 'missing-permission')
    throw refusals.forbidden('Microsoft.Capacity/reservationOrders/reservations/read', reservationId);
  const found = promisedTo(world.seed, 'azure').find(({ id }) => id.toLowerCase() === reservationId.toLowerCase());
  if (found === undefined) throw new AzureError(404, 'ReservationNotFound', 'The reservation does not exist.');
  return jsonResponse(200, toDocument(found));
}

const day = (at: Date) => at.toISOString().slice(0, 10);

function toDocument({ id, name, size, region, perHour, startsAt, endsAt }: PromisedCommitment) {
  const [order = '', reservation = ''] = id.split('/').filter((_, index) => index === 4 || index === 6);
  return {
    id,
    name: `${order}/${reservation}`,
    type: 'microsoft.capacity/reservationOrders/reservations',
    etag: 3,
    location: region,
    sku: { name: size },
    properties: {
      displayName: name,
      reservedResourceType: 'VirtualMachines',
      instanceFlexibility: 'On',
      appliedScopeType: 'Shared',
      archived: false,
      quantity: Number(text(perHour)),
      provisioningState: 'Succeeded',
      displayProvisioningState: 'Succeeded',
      userFriendlyAppliedScopeType: 'Shared',
      effectiveDateTime: startsAt.toISOString(),
      benefitStartTime: startsAt.toISOString(),
      purchaseDate: day(startsAt),
      purchaseDateTime: startsAt.toISOString(),
      lastUpdatedDateTime: startsAt.toISOString(),
      expiryDate: day(endsAt),
      expiryDateTime: endsAt.toISOString(),
      skuDescription: `Reserved VM Instance, ${size}, ${region}, 3 Years`,
      term: 'P3Y',
      billingPlan: 'Monthly',
      renew: false,
    },
  };
}
