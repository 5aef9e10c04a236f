/** How much one delivery may hold, in bytes: its originals together, and one of them unpacked. */
export interface DeliveryLimits {
  original: number;
  unpacked: number;
}

const gibibyte = 2 ** 30;

export const deliveryLimits: DeliveryLimits = { original: 16 * gibibyte, unpacked: 64 * gibibyte };
