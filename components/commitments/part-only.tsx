import { Lock } from 'lucide-react';
import { StateFrame } from '@/components/ui/panel-states';

/** For whoever may see the costs of some sites or teams alone. */
export function PartOnly() {
  return (
    <StateFrame icon={<Lock aria-hidden />} title="You may see the costs of some sites or teams">
      <p>
        A commitment is shared by everything its billing account runs, so what it covers or wastes cannot be told for a
        part. It takes the permission over everything.
      </p>
      <p className="mt-1 text-meta">
        Permission <code>cost:read</code>, over everything
      </p>
    </StateFrame>
  );
}
