'use client';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '@/lib/queries/me';

/** Who is signed in; undefined until known. */
export function useMe() {
  return useQuery(meQuery).data;
}
