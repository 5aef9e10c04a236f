'use client';
import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { splitKinds } from '@/lib/domain/cost/allocation-rules';
import { splitWords } from '@/lib/format/rule-words';
import type { DraftPool } from './draft';
import { type FindFault, toFieldId } from './find-fault';

export interface SplitFieldsProps {
  pool: DraftPool;
  path: string;
  findFault: FindFault;
  onChange: (part: Partial<DraftPool>) => void;
}

/** Who bears a pool, and in what proportion. */
export function SplitFields({ pool: { by, teams, shares }, path, findFault, onChange }: SplitFieldsProps) {
  return (
    <div className="flex flex-wrap items-start gap-3">
      <FormField label="Borne" description={splitWords[by].says} isRequired className="w-64">
        {(control) => (
          <Select
            {...control}
            value={by}
            onChange={({ target }) => onChange({ by: splitKinds.find((one) => one === target.value) ?? by })}
          >
            {splitKinds.map((one) => (
              <option key={one} value={one}>
                {splitWords[one].title}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {by === 'fixed' ? (
        <ShareFields
          shares={shares}
          path={`${path}.shares`}
          findFault={findFault}
          onShares={(next) => onChange({ shares: next })}
        />
      ) : (
        <FormField
          id={toFieldId(`${path}.teams`)}
          label="Teams"
          description={by === 'even' ? 'One a line.' : 'One a line; none: all teams.'}
          isRequired={by === 'even'}
          className="min-w-64 flex-1"
          error={findFault(`${path}.teams`)}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              value={teams}
              onChange={({ target }) => onChange({ teams: target.value })}
            />
          )}
        </FormField>
      )}
    </div>
  );
}

interface ShareFieldsProps {
  shares: DraftPool['shares'];
  path: string;
  findFault: FindFault;
  onShares: (shares: DraftPool['shares']) => void;
}

function ShareFields({ shares, path, findFault, onShares }: ShareFieldsProps) {
  const fault = findFault(path);
  const put = (place: number, part: Partial<DraftPool['shares'][number]>) =>
    onShares(shares.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium">Shares, 100 % in all</legend>
      {shares.map(({ team, percent }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a share is what stands at its place
        <div key={place} className="flex flex-wrap items-start gap-2">
          <FormField
            id={toFieldId(`${path}.${place}.team`)}
            label="Team"
            isRequired
            className="w-48"
            error={findFault(`${path}.${place}.team`)}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={200}
                value={team}
                onChange={({ target }) => put(place, { team: target.value })}
              />
            )}
          </FormField>
          <FormField
            id={toFieldId(`${path}.${place}.percent`)}
            label="Percent"
            isRequired
            className="w-28"
            error={findFault(`${path}.${place}.percent`)}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                maxLength={40}
                value={percent}
                onChange={({ target }) => put(place, { percent: target.value })}
              />
            )}
          </FormField>
          <span className="pt-6">
            <IconButton
              label={`Remove the share of ${team === '' ? `team ${place + 1}` : team}`}
              size="compact"
              onClick={() => onShares(shares.filter((_, at) => at !== place))}
            >
              <X aria-hidden />
            </IconButton>
          </span>
        </div>
      ))}
      {fault === null ? null : <p className="text-critical text-table">{fault}</p>}
      <div>
        <Button id={toFieldId(path)} size="compact" onClick={() => onShares([...shares, { team: '', percent: '' }])}>
          Add share
        </Button>
      </div>
    </fieldset>
  );
}
