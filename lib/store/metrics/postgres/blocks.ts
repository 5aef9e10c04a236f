/**
 * Series stored together: a row holds what all of a block measured in a stretch of time. So many that three rows of
 * roll-ups fill a page.
 */
export const seriesPerBlock = 88;

export const slotMs = 300_000;
export const hourMs = 3_600_000;
