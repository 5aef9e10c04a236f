import { Lock } from 'lucide-react';
import { StateFrame } from '@/components/ui/panel-states';
import type { Permission } from '@/lib/domain/access';
import { sayRefusal, sayRolesWith } from '@/lib/format/access-words';

export interface DeniedStateProps {
  /** The permission that is missing, e.g. `activity:read`. */
  needs: Permission;
}

/** The person may not see this. The panel stays and says so; it never looks empty. */
export function DeniedState({ needs }: DeniedStateProps) {
  return (
    <StateFrame icon={<Lock aria-hidden />} title={sayRefusal(needs)}>
      <p>{sayRolesWith(needs)} An administrator of this console can grant it.</p>
      <p className="mt-1 text-meta">
        Permission <code>{needs}</code>
      </p>
    </StateFrame>
  );
}
