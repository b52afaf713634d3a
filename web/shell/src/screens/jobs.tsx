import { useQueryClient } from '@tanstack/react-query';
import { api, formatNumber, formatTime, messages, useList, useWhole } from '@dure/sdk';
import { Button, DataTable, Empty, Page, Panel, Tag, confirm, notify, reason } from '@dure/ui-kit';

const useT = messages({
  title: ['작업과 이벤트', 'Jobs and events'],
  about: ['나중에 할 일, 앱 사이의 이벤트, 그리고 처리하지 못한 것입니다.', 'Work for later, events between apps, and what could not be handled.'],
  dead: ['처리하지 못한 이벤트', 'Dead letters'],
  noDead: ['처리하지 못한 이벤트가 없습니다', 'There are no dead letters'],
  subscriptions: ['구독', 'Subscriptions'],
  jobs: ['작업', 'Jobs'],
  noJobs: ['기다리는 작업이 없습니다', 'No job waits'],
  name: ['이름', 'Name'],
  type: ['종류', 'Type'],
  at: ['때', 'When'],
  tries: ['시도', 'Tries'],
  why: ['까닭', 'Reason'],
  behind: ['밀린 것', 'Behind'],
  oldest: ['가장 오래된 것 (초)', 'Oldest (s)'],
  retrying: ['다시 시도', 'Retrying'],
  lost: ['처리 못함', 'Dead'],
  state: ['상태', 'State'],
  gap: ['빠진 것', 'Gap'],
  due: ['예정', 'Due'],
  repeats: ['되풀이', 'Repeats'],
  act: ['할 일', 'Action'],
  paused: ['멈춤', 'Paused'],
  running: ['하는 중', 'Running'],
  waiting: ['기다림', 'Waiting'],
  failing: ['{n}번 실패', 'Failed {n} times'],
  pause: ['멈추기', 'Pause'],
  resume: ['다시 하기', 'Resume'],
  now: ['지금 하기', 'Run now'],
  replay: ['다시 보내기', 'Replay'],
  discard: ['버리기', 'Discard'],
  discardAsk: ['이 이벤트를 버릴까요?', 'Discard this event?'],
  discardAbout: ['받을 앱은 이 일을 영영 알지 못합니다. 되돌릴 수 없습니다.', 'The app will never learn of it. This cannot be undone.'],
  no: ['취소', 'Cancel'],
  done: ['했습니다.', 'Done.'],
  failed: ['하지 못했습니다.', 'That did not work.'],
});

interface DeadLetter { id: string; subscription: string; tenantId: string; type: string; at: string; attempts: number; reason: string | null }
interface Subscription { name: string; paused: boolean; behind: number; oldestSeconds: number; retrying: number; dead: number; gap: string | null }
interface Job { name: string; handler: string; cron: string | null; due: string; running: boolean; failures: number; paused: boolean }

export default function Jobs() {
  const t = useT();
  const queries = useQueryClient();
  const dead = useList<DeadLetter>('/api/operator/events/dead-letters');
  const subscriptions = useWhole<Subscription>('/api/operator/events/subscriptions');
  const jobs = useList<Job>('/api/operator/jobs');
  const act = async (path: string, call: { method: string; body?: unknown }) => {
    try {
      await api(path, call);
      notify(t('done'));
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  const letter = (row: DeadLetter) => `/api/operator/events/dead-letters/${encodeURIComponent(row.subscription)}/${row.id}`;
  const discard = async (row: DeadLetter) => {
    if (await confirm({ title: t('discardAsk'), text: t('discardAbout'), yes: t('discard'), no: t('no'), danger: true })) await act(letter(row), { method: 'DELETE' });
  };
  const small = (label: string, of: string, run: () => void) => <Button size="compact-xs" variant="default" aria-label={`${label}: ${of}`} onClick={run}>{label}</Button>;
  const hold = (path: string, of: string, paused: boolean) => small(t(paused ? 'resume' : 'pause'), of, () => void act(`${path}/${paused ? 'resume' : 'pause'}`, { method: 'POST' }));
  return (
    <Page title={t('title')} about={t('about')}>
      <Panel title={t('dead')}>
        <DataTable label={t('dead')} list={dead} id={(row) => row.subscription + row.id} empty={<Empty title={t('noDead')} icon="check" />} columns={[
          { key: 'name', title: t('name'), value: (row) => row.subscription, render: (row) => <b>{row.subscription}</b> },
          { key: 'type', title: t('type'), value: (row) => row.type, render: (row) => row.type },
          { key: 'at', title: t('at'), value: (row) => row.at, render: (row) => formatTime(row.at) },
          { key: 'tries', title: t('tries'), right: true, value: (row) => row.attempts, render: (row) => formatNumber(row.attempts) },
          { key: 'why', title: t('why'), value: (row) => row.reason, render: (row) => row.reason ?? '–' },
          { key: 'act', title: t('act'), render: (row) => <span className="d-actions">{small(t('replay'), row.type, () => void act(`${letter(row)}/replay`, { method: 'POST' }))}{small(t('discard'), row.type, () => void discard(row))}</span> },
        ]} />
      </Panel>
      <Panel title={t('subscriptions')}>
        <DataTable label={t('subscriptions')} list={subscriptions} id={(row) => row.name} columns={[
          { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <b>{row.name}</b> },
          { key: 'state', title: t('state'), value: (row) => t(row.paused ? 'paused' : 'running'), render: (row) => <Tag tone={row.paused ? 'wait' : 'good'}>{t(row.paused ? 'paused' : 'running')}</Tag> },
          { key: 'behind', title: t('behind'), right: true, value: (row) => row.behind, render: (row) => formatNumber(row.behind) },
          { key: 'oldest', title: t('oldest'), right: true, value: (row) => row.oldestSeconds, render: (row) => formatNumber(row.oldestSeconds) },
          { key: 'retrying', title: t('retrying'), right: true, value: (row) => row.retrying, render: (row) => formatNumber(row.retrying) },
          { key: 'lost', title: t('lost'), right: true, value: (row) => row.dead, render: (row) => formatNumber(row.dead) },
          { key: 'gap', title: t('gap'), value: (row) => row.gap, render: (row) => row.gap ?? '–', hidden: true },
          { key: 'act', title: t('act'), render: (row) => hold(`/api/operator/events/subscriptions/${encodeURIComponent(row.name)}`, row.name, row.paused) },
        ]} />
      </Panel>
      <Panel title={t('jobs')}>
        <DataTable label={t('jobs')} list={jobs} id={(row) => row.name} empty={<Empty title={t('noJobs')} icon="clock" />} columns={[
          { key: 'name', title: t('name'), value: (row) => row.handler, render: (row) => <b title={row.name}>{row.handler}</b> },
          { key: 'due', title: t('due'), value: (row) => row.due, render: (row) => formatTime(row.due) },
          { key: 'repeats', title: t('repeats'), value: (row) => row.cron, render: (row) => (row.cron ? <code>{row.cron}</code> : '–') },
          { key: 'state', title: t('state'), value: (row) => row.failures, render: (row) => (row.failures > 0
            ? <Tag tone="bad">{t('failing', { n: row.failures })}</Tag>
            : <Tag tone={row.paused ? 'wait' : row.running ? 'good' : 'plain'}>{t(row.paused ? 'paused' : row.running ? 'running' : 'waiting')}</Tag>) },
          { key: 'act', title: t('act'), render: (row) => (
            <span className="d-actions">
              {small(t('now'), row.handler, () => void act('/api/operator/jobs/runs', { method: 'POST', body: { name: row.name } }))}
              {hold(`/api/operator/jobs/handlers/${encodeURIComponent(row.handler)}`, row.handler, row.paused)}
            </span>) },
        ]} />
      </Panel>
    </Page>
  );
}
