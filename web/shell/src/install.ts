import { useSyncExternalStore } from 'react';

interface Offer extends Event { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }

let offer: Offer | null = null;
const listeners = new Set<() => void>();
const become = (next: Offer | null) => {
  offer = next;
  listeners.forEach((listener) => listener());
};
// The browser offers it once, soon after the page is there.
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  become(event as Offer);
});
addEventListener('appinstalled', () => become(null));

/** Asks the browser to install this page as an app; null where the browser does not offer that (now). */
export function useInstall(): (() => void) | null {
  const now = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => offer);
  return now && (() => void now.prompt().finally(() => become(null)));
}

export const installed = (): boolean => matchMedia('(display-mode: standalone)').matches;
