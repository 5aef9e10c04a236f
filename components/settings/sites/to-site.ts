import type { PutSite, Site } from '@/lib/api/contracts/sites';

/** A site as it is being typed. */
export interface SiteDraft {
  name: string;
  title: string;
  country: string;
  latitude: string;
  longitude: string;
  /** One a line. */
  aliases: string;
}

export type SiteFaults = Partial<Record<keyof SiteDraft, string>>;

/** What is there, to be edited; null for a new one. */
export function toSiteDraft(site: Site | null): SiteDraft {
  return {
    name: site?.name ?? '',
    title: site?.title ?? '',
    country: site?.country ?? '',
    latitude: site?.latitude?.toString() ?? '',
    longitude: site?.longitude?.toString() ?? '',
    aliases: site?.aliases.join('\n') ?? '',
  };
}

/** The site that the draft means. Coordinates that are no number come as NaN, which `findSiteFaults` tells. */
export function toSite(draft: SiteDraft): PutSite {
  const toNumber = (text: string) => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));
  return {
    title: draft.title.trim(),
    country: draft.country.trim().toUpperCase() || null,
    latitude: toNumber(draft.latitude),
    longitude: toNumber(draft.longitude),
    aliases: draft.aliases
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}

/** What is wrong with a draft, by field; empty when nothing is. */
export function findSiteFaults(draft: SiteDraft): SiteFaults {
  const { title, country, latitude, longitude } = toSite(draft);
  const faults: SiteFaults = {};
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(draft.name)) faults.name = 'Use lower-case letters, digits and dashes.';
  if (title === '') faults.title = 'Say what people call it.';
  if (country !== null && !/^[A-Z]{2}$/.test(country)) faults.country = 'Use the two letters of the country, e.g. DE.';
  if (latitude !== null && !(Math.abs(latitude) <= 90)) faults.latitude = 'Enter degrees from -90 to 90.';
  if (longitude !== null && !(Math.abs(longitude) <= 180)) faults.longitude = 'Enter degrees from -180 to 180.';
  if (latitude === null && longitude !== null) faults.latitude = 'Enter the latitude too, or no longitude.';
  if (longitude === null && latitude !== null) faults.longitude = 'Enter the longitude too, or no latitude.';
  return faults;
}
