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
/** Days and times are Korea's wherever the browser is: months are billed and documents dated by them. */
const ZONE = 'Asia/Seoul';
export const formatTime = (instant: string | null | undefined): string =>
  instant ? new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE }).format(new Date(instant)) : '–';
/** The time of the day; with seconds when `style` is medium. */
export const formatClock = (instant: string | Date, style: 'short' | 'medium' = 'short'): string =>
  new Intl.DateTimeFormat(locale(), { timeStyle: style, timeZone: ZONE }).format(new Date(instant));
export const formatDay = (day: string | null | undefined): string =>
  day ? new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: ZONE }).format(new Date(day)) : '–';
/** Month and day of an instant in figures, 11/29. */
export const formatShortDay = (instant: string | null | undefined): string =>
  instant ? new Intl.DateTimeFormat('en-US', { month: '2-digit', day: '2-digit', timeZone: ZONE }).format(new Date(instant)) : '';
/** As the API writes days, 2026-11-29; its first seven characters are the month. */
export const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date());
/** What a field for date and time holds, 2026-11-29T09:00, as an instant. */
export const instantOf = (local: string): string => new Date(`${local}+09:00`).toISOString();
