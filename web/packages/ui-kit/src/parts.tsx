import type { ReactNode } from 'react';
import { Button, Loader } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { ProblemError, messages } from '@dure/sdk';
import { ICONS, type IconName } from './icons';

const useT = messages({
  retry: ['다시 시도', 'Try again'],
  failed: ['불러오지 못했습니다', 'This could not be loaded'],
  offline: ['서버에 닿지 못했습니다. 연결을 확인해 주세요.', 'The server could not be reached. Please check the connection.'],
  loading: ['불러오는 중', 'Loading'],
  cancel: ['취소', 'Cancel'],
});

/** An outline of the kit's set, or path data of a module's own; paths are separated by `|`. */
export function Icon({ name, path, size = 18 }: { name?: IconName; path?: string; size?: number }) {
  const data = name ? ICONS[name] : path ?? ICONS.apps;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round"
      strokeLinejoin="round" aria-hidden="true">
      {data.split('|').map((d) => <path key={d} d={d} />)}
    </svg>
  );
}

/** A screen: its title, one line about it, and what can be done. */
export function Page({ title, about, actions, children }: { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="d-page">
      <header className="d-page-head">
        <div><h1>{title}</h1>{about && <p>{about}</p>}</div>
        {actions && <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Panel({ title, children }: { title?: string; children: ReactNode }) {
  return <section className="d-panel">{title && <h2>{title}</h2>}{children}</section>;
}

export const Grid = ({ wide, children }: { wide?: boolean; children: ReactNode }) =>
  <div className="d-grid" data-wide={wide || undefined}>{children}</div>;

export const Kpi = ({ label, value, remark }: { label: string; value: ReactNode; remark?: ReactNode }) => (
  <dl className="d-kpi" style={{ margin: 0 }}><dt>{label}</dt><dd>{value}{remark && <small>{remark}</small>}</dd></dl>
);

export type Tone = 'good' | 'bad' | 'wait' | 'info' | 'plain';

export const Tag = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) =>
  <span className="d-tag" data-tone={tone}>{children}</span>;

export function Note({ tone = 'info', children, live }: { tone?: Tone; children: ReactNode; live?: boolean }) {
  return (
    <div className="d-note" data-tone={tone} role={live ? 'alert' : undefined}>
      <Icon name={tone === 'bad' || tone === 'wait' ? 'alert' : tone === 'good' ? 'check' : 'info'} /><div>{children}</div>
    </div>
  );
}

export const Facts = ({ of }: { of: [string, ReactNode][] }) => (
  <dl className="d-facts">{of.map(([term, value]) => [<dt key={`t${term}`}>{term}</dt>, <dd key={`d${term}`}>{value}</dd>])}</dl>
);

export const Empty = ({ title, children, icon = 'inbox' }: { title: string; children?: ReactNode; icon?: IconName }) => (
  <div className="d-state"><Icon name={icon} size={34} /><strong>{title}</strong>{children && <div>{children}</div>}</div>
);

export function Loading() {
  const t = useT();
  return <div className="d-state" role="status"><Loader size="sm" /><span className="d-sr">{t('loading')}</span></div>;
}

/** What went wrong in words for people. */
export const reason = (error: unknown, fallback: string): string => (error instanceof ProblemError ? error.message : fallback);

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT();
  return (
    <div className="d-state" role="alert">
      <Icon name="alert" size={34} /><strong>{t('failed')}</strong><div>{reason(error, t('offline'))}</div>
      {retry && <Button variant="default" onClick={retry}>{t('retry')}</Button>}
    </div>
  );
}

/** Shows what a query has: waiting, refused, or its answer. */
export function Answer<T>({ query, children }: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  return query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Loading />;
}

/** Asks before something that cannot be taken back; resolves with the decision. */
export const confirm = (question: { title: string; text: ReactNode; yes: string; no: string; danger?: boolean }): Promise<boolean> =>
  new Promise((decide) => {
    modals.openConfirmModal({
      title: question.title,
      children: question.text,
      labels: { confirm: question.yes, cancel: question.no },
      confirmProps: question.danger ? { color: 'red.9' } : {},
      closeButtonProps: { 'aria-label': question.no },
      onConfirm: () => decide(true),
      onCancel: () => decide(false),
      onClose: () => decide(false),
    });
  });

export const notify = (message: string, tone: Tone = 'good'): void => {
  notifications.show({ message, color: tone === 'bad' ? 'red' : tone === 'wait' ? 'yellow' : 'jade', autoClose: tone === 'bad' ? 8000 : 4000 });
};

/** Says what was done and lets it be taken back for a while. */
export const undoable = (message: string, label: string, undo: () => void): void => {
  const id = notifications.show({
    message: <span>{message} <Button size="compact-xs" variant="default" onClick={() => { notifications.hide(id); undo(); }}>{label}</Button></span>,
    color: 'jade',
    autoClose: 8000,
  });
};

const TINTS = ['blue', 'amber', 'red', 'green', 'violet'];
/** The last two syllables of a name, as Koreans call each other. */
export function Face({ name }: { name: string }) {
  const tint = TINTS[[...name].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % TINTS.length];
  const short = /[가-힣]/.test(name) ? name.slice(-2) : name.split(/\s+/).map((word) => word[0]).join('').slice(0, 2).toUpperCase();
  return <span className="d-avatar" aria-hidden="true" style={{ background: `var(--d-${tint}-soft)`, color: `var(--d-${tint})` }} data-short={short} />;
}
