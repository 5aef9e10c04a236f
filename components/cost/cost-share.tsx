'use client';
import { Link2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Popover } from '@/components/ui/popover';
import { formatDays } from '@/lib/format/format-day';
import { type CostUrlState, serialiseCost } from '@/lib/queries/cost-url';

export interface CostShareProps {
  url: CostUrlState;
  /** The days that are shown now. */
  days: { from: string; to: string };
  /** The instant as of whose knowledge they are told; null: not known yet. */
  asOf: string | null;
}

/** A link to what is shown: following the calendar and new bills, or to these days as they are known now. */
export function CostShare({ url, days, asOf }: CostShareProps) {
  const titleId = useId();
  const [isFixedDays, setFixedDays] = useState(false);
  const [isFixedBills, setFixedBills] = useState(false);
  const copy = () => {
    const state = {
      ...url,
      ...(isFixedDays ? days : {}),
      ...(isFixedBills && asOf !== null ? { asOf } : {}),
    };
    return copyAndTell(new URL(`/cost${serialiseCost(state)}`, window.location.href).toString(), 'Link');
  };
  return (
    <Popover
      label="Share this view"
      className="w-80!"
      trigger={
        <Button variant="quiet">
          <Link2 aria-hidden /> Copy link
        </Button>
      }
    >
      <fieldset aria-labelledby={titleId} className="flex flex-col gap-2 px-4 py-3">
        <p id={titleId} className="font-medium">
          A link to what is shown
        </p>
        <LabelledCheckbox
          label={`These very days, ${formatDays(days.from, days.to)}, whenever it is opened`}
          isChecked={isFixedDays}
          onCheckedChange={setFixedDays}
        />
        <LabelledCheckbox
          label="As the bills are known now, whatever comes later"
          isChecked={isFixedBills}
          onCheckedChange={setFixedBills}
        />
        <p className="text-meta text-muted">
          Otherwise it follows the calendar and the newest bills. Whoever opens it sees what they may see.
        </p>
        <Button variant="primary" onClick={() => void copy()}>
          Copy link
        </Button>
      </fieldset>
    </Popover>
  );
}
