/** Series stored together: a row holds what all of a block measured in a stretch of time. */
export const seriesPerBlock = 100;

export const slotMs = 300_000;
export const hourMs = 3_600_000;
