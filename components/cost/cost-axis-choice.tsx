'use client';
import { useQuery } from '@tanstack/react-query';
import { Select } from '@/components/ui/select';
import {
  type CostAxis,
  costDimensions,
  isTagDimension,
  readCostAxis,
  toTagKey,
} from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords } from '@/lib/format/cost-words';
import { type CostSpan, costTagKeysQuery } from '@/lib/queries/cost';

export interface CostAxisChoiceProps {
  id: string;
  value: CostAxis;
  /** Tags are offered as the bills of these days have them. */
  span: CostSpan;
  onAxis: (axis: CostAxis) => void;
}

/** What costs are split by: a dimension, or a tag of the bills. */
export function CostAxisChoice({ id, value, span, onAxis }: CostAxisChoiceProps) {
  const { data } = useQuery(costTagKeysQuery(span));
  const chosen = isTagDimension(value) ? [toTagKey(value)] : [];
  const keys = [...new Set([...(data?.keys ?? []), ...chosen])].sort();
  return (
    <Select
      id={id}
      className="w-44!"
      value={value}
      onChange={({ target }) => {
        const axis = readCostAxis(target.value);
        if (axis !== null) onAxis(axis);
      }}
    >
      <optgroup label="Dimensions">
        {costDimensions.map((one) => (
          <option key={one} value={one}>
            {costDimensionWords[one].title}
          </option>
        ))}
      </optgroup>
      {keys.length === 0 ? null : (
        <optgroup label={data?.atLeast ? 'Tags, of some bills so far' : 'Tags, as bills spell them'}>
          {keys.map((key) => (
            <option key={key} value={`tag:${key}`}>
              {key}
            </option>
          ))}
        </optgroup>
      )}
    </Select>
  );
}
