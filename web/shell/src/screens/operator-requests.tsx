import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, formatDay, formatTime, messages, useList } from '@dure/sdk';
import { Answer, Button, DataTable, Empty, FormBox, Modal, Page, SegmentedControl, TextInput, Textarea, confirm, notify, reason, useForm } from '@dure/ui-kit';
import { State, stateName } from '../states';
import { RequestFacts, useRequestTexts, useSubject, type ServiceRequest } from './requests';

const useT = messages({
  title: ['고객센터 요청', 'Service requests'],
  about: ['고객사가 바꾸어 달라고 한 것입니다. 적용하는 날을 정하면 그날 0시에 저절로 적용됩니다.', 'What companies ask to have changed. It is carried out at 00:00 of the day you name.'],
  none: ['기다리는 요청이 없습니다', 'No request waits'],
  company: ['회사', 'Company'],
  waiting: ['기다림', 'Waiting'],
  all: ['모두', 'All'],
  day: ['적용하는 날', 'Holds from'],
  schedule: ['날 정하기', 'Name the day'],
  scheduled: ['적용하는 날을 알렸습니다.', 'The day was told to the company.'],
  apply: ['지금 적용', 'Apply now'],
  applyAsk: ['오늘부터 적용할까요?', 'Apply from today on?'],
  applyAbout: ['이번 달 청구서가 오늘을 기준으로 달라집니다.', 'This month’s invoice changes from today on.'],
  applied: ['적용했습니다.', 'It was applied.'],
  refusal: ['거절하는 까닭', 'Reason for refusing'],
  refusalAbout: ['고객사가 그대로 읽습니다.', 'The company reads exactly this.'],
  refuse: ['거절', 'Refuse'],
  refused: ['거절했습니다.', 'It was refused.'],
});

interface Listed { tenantId: string; tenantName: string; request: ServiceRequest }
const PATH = '/api/operator/service-requests';

export default function OperatorRequests() {
  const t = useT();
  const r = useRequestTexts();
  const subject = useSubject();
  const [only, setOnly] = useState('REQUESTED');
  const list = useList<Listed>(only ? `${PATH}?state=${only}` : PATH);
  const [open, setOpen] = useState<Listed | null>(null);
  return (
    <Page title={t('title')} about={t('about')} actions={<SegmentedControl size="xs" aria-label={r('state')} value={only} onChange={setOnly}
      data={[{ value: 'REQUESTED', label: t('waiting') }, { value: 'SCHEDULED', label: stateName('SCHEDULED') }, { value: '', label: t('all') }]} />}>
      <DataTable label={t('title')} list={list} id={(row) => row.request.id} onOpen={setOpen} empty={<Empty title={t('none')} icon="inbox" />} columns={[
        { key: 'company', title: t('company'), value: (row) => row.tenantName, render: (row) => <b>{row.tenantName}</b> },
        { key: 'what', title: r('what'), value: (row) => subject(row.request), render: (row) => subject(row.request) },
        { key: 'state', title: r('state'), value: (row) => stateName(row.request.state), render: (row) => <State of={row.request.state} /> },
        { key: 'wished', title: r('wished'), value: (row) => row.request.wishedOn, render: (row) => formatDay(row.request.wishedOn) },
        { key: 'asked', title: r('asked'), value: (row) => row.request.requestedAt, render: (row) => formatTime(row.request.requestedAt) },
      ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open?.tenantName} size="lg" closeButtonProps={{ 'aria-label': r('close') }}>{open && <One id={open.request.id} onDone={() => setOpen(null)} />}</Modal>
    </Page>
  );
}

function One({ id, onDone }: { id: string; onDone: () => void }) {
  const query = useQuery({ queryKey: ['operator-request', id], queryFn: () => answer<Listed>(`${PATH}/${id}`), gcTime: 0 });
  return (
    <Answer query={query}>
      {({ value, etag }) => (
        <div className="d-form">
          <RequestFacts request={value.request} tenant={value.tenantName} />
          {/^(REQUESTED|SCHEDULED)$/.test(value.request.state) && <Decision key={etag} request={value.request} etag={etag} onDone={onDone} />}
        </div>
      )}
    </Answer>
  );
}

function Decision({ request, etag, onDone }: { request: ServiceRequest; etag: string | null; onDone: () => void }) {
  const t = useT();
  const r = useRequestTexts();
  const queries = useQueryClient();
  const post = async (way: string, body: unknown, done: string) => {
    await api(`${PATH}/${request.id}/${way}`, { method: 'POST', body, headers: etag ? { 'If-Match': etag } : {} });
    notify(done);
    await queries.invalidateQueries();
    onDone();
  };
  const day = useForm({ effectiveOn: request.effectiveOn ?? request.wishedOn ?? '' }, (values) => post('schedule', { effectiveOn: values.effectiveOn || undefined }, t('scheduled')));
  const refusal = useForm({ reason: '' }, (values) => post('refuse', values, t('refused')));
  const apply = async () => {
    if (!await confirm({ title: t('applyAsk'), text: t('applyAbout'), yes: t('apply'), no: r('no') })) return;
    try {
      await post('apply', undefined, t('applied'));
    } catch (error) {
      notify(reason(error, r('failed')), 'bad');
    }
  };
  return (
    <>
      <FormBox form={day} submit={t('schedule')} actions={<Button variant="default" onClick={() => void apply()}>{t('apply')}</Button>}>
        <TextInput type="date" label={t('day')} {...day.text('effectiveOn')} />
      </FormBox>
      <FormBox form={refusal} submit={t('refuse')}>
        <Textarea label={t('refusal')} description={t('refusalAbout')} autosize minRows={2} {...refusal.text('reason')} />
      </FormBox>
    </>
  );
}
