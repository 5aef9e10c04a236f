/** Why a figure or setting that covers the whole connection is not told to a person whose reach is bounded. */
export const withheldReason = 'Covers more than the sites and teams you may see';
