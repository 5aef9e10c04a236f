import { clsx } from 'clsx';
import { StatusMark } from '@/components/ui/status-mark';
import { TwoLines } from '@/components/ui/two-lines';
import type { LinkPlaceAnswer, LinkRowAnswer } from '@/lib/api/contracts/links';
import { linkFindingWords, linkHealthWords, linkStateWords } from '@/lib/format/link-words';

/** How a link stands: its state under the sign of what that means for those who depend on it. */
export function LinkStateMark({ link }: { link: Pick<LinkRowAnswer, 'standing' | 'health' | 'finding'> }) {
  const { standing, health, finding } = link;
  const said = standing.nativeState === null ? null : `Its source says “${standing.nativeState}”`;
  return (
    <span
      title={[finding === null ? null : linkFindingWords[finding], said].filter((each) => each !== null).join('. ')}
    >
      <StatusMark tone={linkHealthWords[health].tone} word={linkStateWords[standing.state]} />
    </span>
  );
}

export interface LinkPlaceProps {
  place: LinkPlaceAnswer;
  siteTitles: Readonly<Record<string, string>>;
  /** In a cell: cut where it is too long, what is missing below it. */
  isCut?: boolean;
}

/** Where a link ends: the site, or what its source calls the place. */
export function LinkPlace({ place, siteTitles, isCut = false }: LinkPlaceProps) {
  const { site, label } = place;
  if (site !== null) {
    const title = siteTitles[site] ?? site;
    const names = label === null || label === title ? title : `${title}: ${label}`;
    return (
      <span title={names} className={clsx(isCut && 'block truncate')}>
        {title}
      </span>
    );
  }
  const reason = 'Nothing says which site it is';
  if (label === null) return <span title={reason}>Not known</span>;
  if (!isCut) return <span title={reason}>{label} (site not known)</span>;
  return (
    <span title={`${label}: ${reason.toLowerCase()}`}>
      <TwoLines isCut second="site not known">
        {label}
      </TwoLines>
    </span>
  );
}
