import { StatusMark } from '@/components/ui/status-mark';
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

/** Where a link ends: the site, or what its source calls the place. */
export function LinkPlace({
  place,
  siteTitles,
}: {
  place: LinkPlaceAnswer;
  siteTitles: Readonly<Record<string, string>>;
}) {
  const { site, label } = place;
  if (site === null) return <span title="Nothing says which site it is">{label ?? 'Not known'} (site not known)</span>;
  return <span title={label ?? undefined}>{siteTitles[site] ?? site}</span>;
}
