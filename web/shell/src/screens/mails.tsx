import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatTime, messages, useList } from '@dure/sdk';
import { Button, DataTable, Empty, Page, SegmentedControl, notify, reason } from '@dure/ui-kit';
import { State, stateName } from '../states';

const useT = messages({
  title: ['나간 메일', 'Mails out'],
  about: ['플랫폼이 보낸 메일이 어디까지 갔는지입니다. 내용은 보이지 않습니다.', 'How far the platform’s mails are. What they say is not shown.'],
  none: ['그런 메일이 없습니다', 'There is no such mail'],
  to: ['받는 사람', 'To'],
  kind: ['종류', 'Kind'],
  state: ['상태', 'State'],
  at: ['때', 'When'],
  next: ['다음 시도', 'Next try'],
  why: ['메일 서버의 답', 'What the mail server said'],
  again: ['다시 보내기', 'Send again'],
  queued: ['다시 보냅니다.', 'It is sent again.'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  all: ['모두', 'All'],
});

interface Mail { id: string; kind: string; to: string; state: string; at: string; nextTryAt: string | null; reason: string | null; resendable: boolean }

export default function Mails() {
  const t = useT();
  const queries = useQueryClient();
  const [only, setOnly] = useState('');
  const list = useList<Mail>(`/api/operator/mails${only ? `?state=${only}` : ''}`);
  const again = async (mail: Mail) => {
    try {
      await api(`/api/operator/mails/${mail.id}/resend`, { method: 'POST' });
      notify(t('queued'));
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  return (
    <Page title={t('title')} about={t('about')} actions={<SegmentedControl size="xs" aria-label={t('state')} value={only} onChange={setOnly}
      data={[{ value: '', label: t('all') }, ...['QUEUED', 'SENT', 'FAILED'].map((value) => ({ value, label: stateName(value) }))]} />}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} empty={<Empty title={t('none')} icon="mail" />} columns={[
        { key: 'to', title: t('to'), value: (row) => row.to, render: (row) => <b>{row.to}</b> },
        { key: 'kind', title: t('kind'), value: (row) => row.kind, render: (row) => row.kind },
        { key: 'state', title: t('state'), value: (row) => stateName(row.state), render: (row) => <State of={row.state} /> },
        { key: 'at', title: t('at'), value: (row) => row.at, render: (row) => formatTime(row.at) },
        { key: 'next', title: t('next'), value: (row) => row.nextTryAt, render: (row) => formatTime(row.nextTryAt) },
        { key: 'why', title: t('why'), value: (row) => row.reason, render: (row) => row.reason ?? '–' },
        { key: 'again', title: t('again'), render: (row) => (row.resendable ? <Button size="compact-xs" variant="default" aria-label={`${t('again')}: ${row.to}`} onClick={() => void again(row)}>{t('again')}</Button> : null) },
      ]} />
    </Page>
  );
}
