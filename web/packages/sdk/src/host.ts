import { useEffect, useMemo, useRef, useSyncExternalStore, type ComponentType } from 'react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from './api';
import type { Pair } from './language';

export interface Account {
  id: string;
  loginId: string;
  name: string;
  email: string | null;
  externalEmail: string | null;
  administrator: boolean;
  secondFactor: boolean | null;
  lastLoginAt: string | null;
}

/** The answer of `GET /api/auth/me`. */
export interface Me {
  account: Account;
  csrfToken: string;
  mustChangePassword: boolean;
  pending: 'NONE' | 'PASSWORD_CHANGE' | 'SECOND_FACTOR';
  permissions: string[];
  actingOperator: string | null;
}

/** What a module contributes to another's place, e.g. a widget to `home.widget`. */
export type Contributions = Record<string, ComponentType[]>;

export interface Module {
  Component: ComponentType;
  /** The side menu, where entries alone are not enough (a button, figures beside names); `nav` is not shown then. */
  Nav?: ComponentType;
  /** The side menu's entries. */
  nav?: { path: string; title: Pair; icon?: string }[];
  contributes?: Contributions;
  activate?(): void | Promise<void>;
  deactivate?(): void;
}

/** What a bundle's entry exports by default. */
export const defineModule = (module: Module): Module => module;

let me: Me | null = null;
const meListeners = new Set<() => void>();
export const setMe = (next: Me | null): void => {
  me = next;
  meListeners.forEach((listener) => listener());
};
const subscribeMe = (listener: () => void) => {
  meListeners.add(listener);
  return () => meListeners.delete(listener);
};
/** Who is logged in; null on pages that need no login. */
export const useMe = (): Me | null => useSyncExternalStore(subscribeMe, () => me);

const extensions = new Map<string, Contributions>();
const extensionListeners = new Set<() => void>();
let snapshot: ReadonlyMap<string, Contributions> = new Map();
const changed = () => {
  snapshot = new Map(extensions);
  extensionListeners.forEach((listener) => listener());
};
export const contribute = (module: string, contributions: Contributions): void => {
  extensions.set(module, contributions);
  changed();
};
export const withdraw = (module: string): void => {
  if (extensions.delete(module)) changed();
};

/** What all modules contribute to one place. */
export function useExtensions(place: string): ComponentType[] {
  const all = useSyncExternalStore((listener) => {
    extensionListeners.add(listener);
    return () => extensionListeners.delete(listener);
  }, () => snapshot);
  return useMemo(() => [...all.values()].flatMap((contributions) => contributions[place] ?? []), [all, place]);
}

type Listener = (data: unknown) => void;
const live = new Map<string, Set<Listener>>();
let carry: ((event: string) => void) | null = null;
/** What carries the live stream is told each kind of event that somebody wants to hear. */
export function carryLive(listen: ((event: string) => void) | null): void {
  carry = listen;
  if (listen) live.forEach((_, event) => listen(event));
}
/** Hears one kind of event of the page's only live stream; answers how to stop. */
export function onLive(event: string, listener: Listener): () => void {
  const listeners = live.get(event) ?? new Set();
  live.set(event, listeners.add(listener));
  carry?.(event);
  return () => listeners.delete(listener);
}
/** Hears one kind of event as long as the component is there. */
export function useLive(event: string, listener: Listener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => onLive(event, (data) => latest.current(data)), [event]);
}
export const emitLive = (event: string, data: unknown): void => live.get(event)?.forEach((listener) => listener(data));

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** One answer of the API, kept and shared; null asks nothing. */
export const useGet = <T,>(path: string | null) =>
  useQuery({ queryKey: ['get', path], queryFn: ({ signal }) => api<T>(path!, { signal }), enabled: path !== null });

/** A list that the API hands out page by page. */
export function useList<T>(path: string | null, limit = 100) {
  const query = useInfiniteQuery({
    queryKey: ['list', path],
    enabled: path !== null,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api<Page<T>>(
        `${path}${path!.includes('?') ? '&' : '?'}limit=${limit}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`,
        { signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    rows,
    loading: query.isPending && path !== null,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    loadingMore: query.isFetchingNextPage,
  };
}
export type List<T> = ReturnType<typeof useList<T>>;

/** Lists without pages, short by their nature: their paths refuse `limit`. */
export function useWhole<T>(path: string | null): List<T> {
  const query = useGet<Page<T>>(path);
  return {
    rows: query.data?.items ?? [],
    loading: query.isPending && path !== null,
    error: query.error,
    retry: () => void query.refetch(),
    more: undefined,
    loadingMore: false,
  };
}
