import { useSyncExternalStore } from 'react';

export type Language = 'ko' | 'en';
/** One text in both languages. */
export type Pair = readonly [ko: string, en: string];

const KEY = 'dure.language';
const listeners = new Set<() => void>();
let current: Language = stored() ?? (document.documentElement.lang === 'en' ? 'en' : 'ko');

function stored(): Language | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'ko' || value === 'en' ? value : null;
  } catch {
    return null;
  }
}

export const language = (): Language => current;

export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing forgets the language too.
  }
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, language);

export const inLanguage = (pair: Pair): string => pair[current === 'ko' ? 0 : 1];

/**
 * The texts of one screen. Each is a pair, so none can lack a language, and a key that does not exist fails the build.
 * `{name}` in a text is replaced by the value of that name.
 */
export function messages<T extends Record<string, Pair>>(texts: T) {
  const say = (key: keyof T, values: Record<string, string | number> = {}): string =>
    inLanguage(texts[key]!).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return () => {
    useLanguage();
    return say;
  };
}

const locale = () => (current === 'ko' ? 'ko-KR' : 'en-US');
export const formatNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value);
export const formatWon = (value: number): string =>
  current === 'ko' ? `${formatNumber(value)}원` : `₩${formatNumber(value)}`;
export const formatTime = (instant: string | null | undefined): string =>
  instant ? new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)) : '–';
export const formatDay = (day: string | null | undefined): string =>
  day ? new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(day)) : '–';
