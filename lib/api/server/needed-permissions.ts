import type { Permission } from '@/lib/domain/access';
import type { Access } from './route-definition';

/** The permissions a route asks for, each of which the caller must hold somewhere; none when it is open or needs only a sign-in. */
export function neededPermissions(access: Access): readonly Permission[] {
  if (access === 'public' || access === 'signed-in') return [];
  return typeof access === 'string' ? [access] : access;
}
