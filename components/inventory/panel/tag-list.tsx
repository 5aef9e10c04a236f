import { Fragment } from 'react';
import type { Resource } from '@/lib/api/contracts/inventory';

/** A resource's tags by key. Null: not known. Empty: none. */
export function TagList({ tags }: Pick<Resource, 'tags'>) {
  if (tags === null) return <p className="text-muted">Not known: its tags could not be read.</p>;
  const entries = Object.entries(tags).sort(([one], [other]) => one.localeCompare(other));
  if (entries.length === 0) return <p className="text-muted">None.</p>;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-0.5 text-meta">
      {entries.map(([key, value]) => (
        <div key={key} className="contents">
          <dt className="break-words font-mono text-muted">
            <TagKey name={key} />
          </dt>
          <dd className="break-words font-mono">
            {value === '' ? <span className="text-subtle">(empty)</span> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A key that breaks after its dots and slashes rather than within a word. */
function TagKey({ name }: { name: string }) {
  return name.split(/(?<=[/.])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name never move
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
