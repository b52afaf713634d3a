import { useState } from 'react';
import { formatTime, messages, useList } from '@dure/sdk';
import { Button, DataTable, Facts, Modal, Page, TextInput } from '@dure/ui-kit';

const useT = messages({
  title: ['감사 기록', 'Audit log'],
  about: ['누가 언제 무엇을 했는지입니다. 고치거나 지울 수 없습니다.', 'Who did what and when. It can be neither changed nor deleted.'],
  search: ['낱말로 찾기', 'Search by a word'],
  find: ['찾기', 'Search'],
  at: ['때', 'When'],
  actor: ['누가', 'Who'],
  action: ['무엇을', 'What'],
  subject: ['대상', 'Subject'],
  address: ['주소', 'Address'],
  detail: ['내용', 'Detail'],
  before: ['전', 'Before'],
  after: ['후', 'After'],
  close: ['닫기', 'Close'],
});

interface Entry {
  id: string; at: string; actor: { name?: string; loginId?: string; kind?: string } | null; address: string | null; action: string;
  subject: string | null; detail: string | null; before: unknown; after: unknown;
}

export default function Audit() {
  const t = useT();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState<Entry | null>(null);
  const list = useList<Entry>(`/api/audit${asked ? `?q=${encodeURIComponent(asked)}` : ''}`);
  const who = (row: Entry) => row.actor?.name ?? row.actor?.loginId ?? row.actor?.kind ?? '–';
  return (
    <Page title={t('title')} about={t('about')}>
      <form role="search" style={{ display: 'flex', gap: 8, marginBottom: 14 }} onSubmit={(event) => { event.preventDefault(); setAsked(text); }}>
        <TextInput aria-label={t('search')} placeholder={t('search')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button size="sm" type="submit" variant="default">{t('find')}</Button>
      </form>
      <DataTable label={t('title')} list={list} id={(row) => row.id} onOpen={setOpen} columns={[
        { key: 'at', title: t('at'), value: (row) => row.at, render: (row) => formatTime(row.at) },
        { key: 'actor', title: t('actor'), value: who, render: who },
        { key: 'action', title: t('action'), value: (row) => row.action, render: (row) => row.action },
        { key: 'subject', title: t('subject'), value: (row) => row.subject, render: (row) => row.subject ?? '–' },
        { key: 'address', title: t('address'), value: (row) => row.address, render: (row) => row.address ?? '–' },
      ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open?.action} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
        {open && <Facts of={[[t('at'), formatTime(open.at)], [t('actor'), who(open)], [t('subject'), open.subject ?? '–'], [t('detail'), open.detail ?? '–'],
          [t('before'), <code key="b">{JSON.stringify(open.before)}</code>], [t('after'), <code key="a">{JSON.stringify(open.after)}</code>]]} />}
      </Modal>
    </Page>
  );
}
