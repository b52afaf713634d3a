import { Component, useEffect, useSyncExternalStore, type ComponentType, type ErrorInfo, type ReactNode } from 'react';
import { api, carryLive, contribute, emitLive, inLanguage, messages, onLive, withdraw, type Module, type Pair } from '@dure/sdk';
import { Button, Empty, Loading, Page, Panel, notify } from '@dure/ui-kit';

/** A module as the server lists it. */
export interface Entry {
  id: string;
  version: string;
  title: { ko: string; en: string };
  icon: string;
  color: string;
  route: string;
  order: number;
  entry: string;
  css: string[];
  integrity: Record<string, string>;
  sdk: string;
  /** Places of other screens that its parts stand in; it is loaded when one of them is open. */
  contributes?: string[];
  commands: { id: string; title: { ko: string; en: string }; path: string }[];
}

export interface Loaded {
  entry: Entry;
  module?: Module;
  failure?: string;
  /** A newer version that waits until nobody is in its way. */
  next?: Entry;
}

export const titleOf = (title: { ko: string; en: string }): string => inLanguage([title.ko, title.en] as Pair);

const PATIENCE = 15_000;
const TOLD = messages({
  added: ['{name} 앱이 생겼습니다. 바로 쓸 수 있습니다.', '{name} is here and ready to use.'],
});

let all: readonly Loaded[] = [];
let first = true;
let tries = 0;
const listeners = new Set<() => void>();
const publish = (next: readonly Loaded[]) => {
  all = [...next].sort((a, b) => a.entry.order - b.entry.order);
  listeners.forEach((listener) => listener());
};
const change = (id: string, what: Partial<Loaded>) => publish(all.map((one) => (one.entry.id === id ? { ...one, ...what } : one)));

export const useModules = (): readonly Loaded[] =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => all);

const urlOf = (entry: Entry, file: string) => `/ui/${encodeURIComponent(entry.id)}/${file}`;
const isOpen = (entry: Entry) => location.pathname.startsWith(`/app/${entry.route}`);

function unload(one: Loaded) {
  try {
    one.module?.deactivate?.();
  } catch (error) {
    console.warn(`${one.entry.id} did not end well`, error);
  }
  withdraw(one.entry.id);
  document.querySelectorAll(`link[data-module="${CSS.escape(one.entry.id)}"]`).forEach((link) => link.remove());
}

/** Compares what is installed with what is here. What somebody has open is never exchanged under his hands. */
export async function refresh(say?: (name: string) => void): Promise<void> {
  const { items } = await api<{ items: Entry[] }>('/api/ui/modules');
  const before = new Map(all.map((one) => [one.entry.id, one]));
  const next: Loaded[] = items.map((entry) => {
    const known = before.get(entry.id);
    before.delete(entry.id);
    if (!known) {
      if (!first) say?.(titleOf(entry.title));
      return { entry };
    }
    if (known.entry.entry === entry.entry && known.entry.version === entry.version) return { ...known, entry };
    if (isOpen(known.entry) && known.module) return { ...known, next: entry };
    unload(known);
    return { entry };
  });
  before.forEach(unload);
  first = false;
  publish(next);
}

const timeout = <T,>(work: Promise<T>): Promise<T> =>
  Promise.race([work, new Promise<never>((_, fail) => { setTimeout(() => fail(new Error('timeout')), PATIENCE); })]);

function style(entry: Entry, file: string): Promise<void> {
  return new Promise((done, fail) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = urlOf(entry, file);
    link.integrity = entry.integrity[file] ?? '';
    link.dataset.module = entry.id;
    link.onload = () => done();
    link.onerror = () => fail(new Error(`${file} could not be loaded`));
    document.head.append(link);
  });
}

const underWay = new Set<string>();

async function load(entry: Entry): Promise<void> {
  if (underWay.has(entry.id)) return;
  underWay.add(entry.id);
  try {
    if (entry.sdk !== '1') throw new Error(`SDK ${entry.sdk}`);
    const retry = tries > 0 ? `?retry=${tries}` : '';
    const [space] = await timeout(Promise.all([
      import(/* @vite-ignore */ urlOf(entry, entry.entry) + retry) as Promise<{ default?: Module }>,
      ...entry.css.map((file) => style(entry, file)),
    ]));
    const module = space.default;
    if (typeof module?.Component !== 'function') throw new Error('no component');
    await timeout(Promise.resolve(module.activate?.()));
    if (module.contributes) contribute(entry.id, module.contributes);
    change(entry.id, { module, failure: undefined });
  } catch (error) {
    console.warn(`${entry.id} could not be loaded`, error);
    change(entry.id, { failure: String(error) });
  } finally {
    underWay.delete(entry.id);
  }
}

/** Keeps the list fresh: the live stream says when, a poll helps where the stream is cut. */
export function useModuleList(): void {
  const told = TOLD();
  useEffect(() => {
    const again = () => void refresh((name) => notify(told('added', { name }))).catch(() => {});
    again();
    const stream = new EventSource('/api/live');
    const heard = new Set<string>();
    carryLive((event) => {
      if (heard.has(event)) return;
      heard.add(event);
      stream.addEventListener(event, (message) => emitLive(event, JSON.parse((message as MessageEvent<string>).data || '{}')));
    });
    const stop = onLive('modules', again);
    const poll = setInterval(again, 30_000);
    const seen = () => { if (document.visibilityState === 'visible') again(); };
    document.addEventListener('visibilitychange', seen);
    return () => {
      carryLive(null);
      stream.close();
      stop();
      clearInterval(poll);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
}

const useT = messages({
  broken: ['이 앱을 여는 데 실패했습니다', 'This app could not be opened'],
  others: ['다른 앱은 그대로 쓸 수 있습니다.', 'Everything else works as before.'],
  retry: ['다시 시도', 'Try again'],
  gone: ['이 앱은 지금 없습니다', 'This app is not here now'],
  goneAbout: ['운영자가 내렸거나, 회사에서 쓰지 않게 되었습니다. 자료는 그대로 보관됩니다.', 'It was removed or switched off. Its data is kept.'],
  newer: ['새 버전이 있습니다.', 'A new version is here.'],
  apply: ['지금 적용', 'Apply now'],
});

class Fence extends Component<{ children: ReactNode; onError: (error: Error) => void }, { broken: boolean }> {
  state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  componentDidCatch(error: Error, _: ErrorInfo) {
    this.props.onError(error);
  }
  render() {
    return this.state.broken ? null : this.props.children;
  }
}

/** A part made by somebody else: if it breaks, only it is missing. */
export const Fenced = ({ of: Part }: { of: ComponentType }) =>
  <Fence onError={(error) => console.warn('A contribution broke', error)}><Part /></Fence>;

/** Loads the apps that bring parts for a place. */
export function useContributors(place: string): void {
  const modules = useModules();
  useEffect(() => {
    for (const one of modules) {
      if (one.entry.contributes?.includes(place) && !one.module && !one.failure) void load(one.entry);
    }
  }, [modules, place]);
}

/** The place of one app. */
export function ModulePlace({ route }: { route: string }) {
  const t = useT();
  const one = useModules().find((module) => module.entry.route === route);
  useEffect(() => {
    if (one && !one.module && !one.failure) void load(one.entry);
  }, [one]);
  if (!one) return first ? <Loading /> : <Page title={t('gone')}><Panel><Empty title={t('goneAbout')} icon="puzzle" /></Panel></Page>;
  if (one.failure) {
    return (
      <div role="alert">
        <Empty title={t('broken')} icon="alert">
          <p>{t('others')}</p>
          <Button variant="default" onClick={() => { tries += 1; change(one.entry.id, { failure: undefined, module: undefined }); }}>{t('retry')}</Button>
        </Empty>
      </div>
    );
  }
  if (!one.module) return <Loading />;
  const Screen = one.module.Component;
  return (
    <>
      {one.next && (
        <div className="d-note" role="status">{t('newer')} <Button size="compact-xs" onClick={() => { unload(one); publish(all.map((other) => (other === one ? { entry: one.next! } : other))); }}>{t('apply')}</Button></div>
      )}
      <Fence key={one.entry.entry} onError={(error) => change(one.entry.id, { failure: String(error) })}><Screen /></Fence>
    </>
  );
}
