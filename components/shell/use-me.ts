'use client';
import { useQuery } from '@tanstack/react-query';
import type { Permission } from '@/lib/domain/access';
import { meQuery } from '@/lib/queries/me';

/** Who is signed in; undefined until known. */
export function useMe() {
  return useQuery(meQuery).data;
}

/** What the person may do somewhere; undefined until known. */
export function usePermissions(): readonly Permission[] | undefined {
  return useMe()?.permissions;
}

/** Whether the person holds the permission somewhere; false until known. */
export function useMay(permission: Permission): boolean {
  return usePermissions()?.includes(permission) ?? false;
}
