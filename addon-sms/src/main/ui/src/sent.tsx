import { useSearchParams } from 'react-router';
import { formatTime, messages, useGet, useList } from '@dure/sdk';
import { Answer, DataTable, Empty, Facts, Modal, Page, Panel } from '@dure/ui-kit';
import { State, stateName } from './states';

const useT = messages({
  title: ['보낸 문자', 'Sent messages'],
  at: ['보낸 때', 'Sent'],
  text: ['내용', 'Text'],
  from: ['발신 번호', 'From'],
  to: ['받는 번호', 'To'],
  people: ['받는 사람', 'Recipients'],
  state: ['상태', 'State'],
  reason: ['까닭', 'Reason'],
  none: ['아직 보낸 문자가 없습니다', 'Nothing was sent yet'],
  close: ['닫기', 'Close'],
});

interface Message { id: string; from: string; text: string; status: string; sendAt: string | null; createdAt: string; recipients: number; results: { to: string; state: string; reason: string | null }[] | null }

export function Messages() {
  const t = useT();
  const list = useList<Message>('/api/sms/messages');
  const [query, setQuery] = useSearchParams();
  const open = query.get('message');
  const show = (id: string | null) => setQuery(id ? { message: id } : {});
  return (
    <Page title={t('title')}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} onOpen={(row) => show(row.id)} empty={<Panel><Empty title={t('none')} icon="message" /></Panel>} columns={[
        { key: 'at', title: t('at'), value: (row) => row.sendAt ?? row.createdAt, render: (row) => formatTime(row.sendAt ?? row.createdAt) },
        { key: 'text', title: t('text'), value: (row) => row.text, render: (row) => (row.text.length > 40 ? `${row.text.slice(0, 40)}…` : row.text) },
        { key: 'from', title: t('from'), value: (row) => row.from, render: (row) => row.from },
        { key: 'people', title: t('people'), right: true, value: (row) => row.recipients, render: (row) => row.recipients },
        { key: 'state', title: t('state'), value: (row) => stateName(row.status), render: (row) => <State of={row.status} /> },
      ]} />
      <Modal opened={!!open} onClose={() => show(null)} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>{open && <One id={open} />}</Modal>
    </Page>
  );
}

function One({ id }: { id: string }) {
  const t = useT();
  const query = useGet<Message>(`/api/sms/messages/${id}`);
  return (
    <Answer query={query}>
      {(message) => (
        <>
          <Facts of={[[t('from'), message.from], [t('text'), <span key="t" style={{ whiteSpace: 'pre-wrap' }}>{message.text}</span>]]} />
          {(message.results ?? []).map((one, index) => (
            <div className="d-pairs" key={index}><span>{one.to}</span><span>{one.reason} <State of={one.state} /></span></div>
          ))}
        </>
      )}
    </Answer>
  );
}
