import { fromHealthLetter } from '@/lib/api/contracts/health-letters';
import type { SiteStanding } from '@/lib/api/contracts/site-pages';
import type { Topology } from '@/lib/api/contracts/topology';
import { isUnknownCount } from '@/lib/format/format-count';
import { linkHealthWords } from '@/lib/format/link-words';
import { nameSite } from '@/lib/format/site-words';
import type { MapLink, MapSite } from './map/map-site';

/** The sites that have coordinates, as the map draws them. */
export function toMapSites(sites: readonly SiteStanding[]): MapSite[] {
  return sites.flatMap((site) => {
    const { name, latitude, longitude, status, gpus } = site;
    if (latitude === null || longitude === null) return [];
    const { total } = gpus;
    return [
      {
        name,
        title: nameSite(site),
        latitude,
        longitude,
        status,
        gpus: isUnknownCount(total) ? null : { value: total.value, atLeast: total.atLeast },
      },
    ];
  });
}

/** The sites that are on no map, but for what stands for resources without a place. */
export function listOffMap(sites: readonly SiteStanding[]): SiteStanding[] {
  return sites.filter(
    ({ latitude, longitude, isUnplaced }) => !isUnplaced && (latitude === null || longitude === null),
  );
}

type Lines = Pick<Topology, 'sites' | 'lines'>;

/** The lines between two sites; those within one, and those that end where no source says, are on no map. */
export function toMapLinks({ sites, lines }: Lines): MapLink[] {
  return lines.from.flatMap((from, index) => {
    const [one, other] = [sites[from], sites[lines.to[index] ?? -1]];
    if (one === undefined || other === undefined || one === other) return [];
    const { tone } = linkHealthWords[fromHealthLetter(lines.health[index])];
    return [{ from: one.name, to: other.name, tone }];
  });
}
