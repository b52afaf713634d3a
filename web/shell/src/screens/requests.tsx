import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, formatDay, formatTime, messages, onceKey, useList, useWhole } from '@dure/sdk';
import { Answer, Button, DataTable, Empty, Facts, FormBox, Modal, NumberInput, Page, SegmentedControl, Select, TextInput, Textarea, confirm, notify, reason, useForm } from '@dure/ui-kit';
import { State, stateName } from '../states';

export const useRequestTexts = messages({
  SEAT_REDUCTION: ['좌석 줄이기', 'Fewer seats'],
  SUBSCRIBE: ['상품 신청', 'Subscribe'],
  UNSUBSCRIBE: ['상품 해지', 'Unsubscribe'],
  kind: ['요청', 'Request'],
  what: ['내용', 'What'],
  seats: ['{n}석', '{n} seats'],
  state: ['상태', 'State'],
  wished: ['바라는 날', 'Wished for'],
  effective: ['적용하는 날', 'Holds from'],
  asked: ['요청한 때', 'Asked'],
  by: ['요청한 사람', 'Asked by'],
  note: ['남긴 말', 'Note'],
  why: ['까닭', 'Reason'],
  close: ['닫기', 'Close'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  no: ['취소', 'Cancel'],
});

const useT = messages({
  title: ['고객센터 요청', 'Requests to the service centre'],
  about: ['상품이나 좌석을 바꾸고 싶을 때 요청합니다. 고객센터가 적용하는 날을 정해 알려 드립니다.', 'Ask for a change of products or seats. The service centre answers with the day it holds from.'],
  add: ['요청하기', 'Make a request'],
  none: ['아직 요청이 없습니다', 'There are no requests yet'],
  noneAbout: ['좌석을 줄이거나 상품을 더하고 빼는 일을 여기에서 부탁할 수 있습니다.', 'Ask here for fewer seats, another product, or the end of one.'],
  product: ['상품', 'Product'],
  fewer: ['줄일 좌석', 'How many seats fewer'],
  wish: ['바라는 날 (비워 두면 되도록 빨리)', 'Wished for (empty: as soon as possible)'],
  words: ['남길 말', 'Note'],
  send: ['보내기', 'Send'],
  sent: ['요청을 보냈습니다.', 'The request was sent.'],
  withdraw: ['요청 거두기', 'Withdraw'],
  withdrawAsk: ['이 요청을 거둘까요?', 'Withdraw this request?'],
  withdrawAbout: ['적용하는 날이 되기 전까지 거둘 수 있습니다.', 'Possible until its day has come.'],
  withdrawn: ['요청을 거두었습니다.', 'The request was withdrawn.'],
});

export interface ServiceRequest {
  id: string; kind: 'SEAT_REDUCTION' | 'SUBSCRIBE' | 'UNSUBSCRIBE'; product: string | null; seats: number | null; wishedOn: string | null; note: string | null;
  state: string; effectiveOn: string | null; reason: string | null; requestedBy: string; requestedAt: string; stateSince: string;
}

/** What a request is about, in one line. */
export function useSubject() {
  const t = useRequestTexts();
  return (request: ServiceRequest) => `${t(request.kind)} · ${request.product ?? t('seats', { n: request.seats ?? 0 })}`;
}

export default function Requests() {
  const t = useT();
  const r = useRequestTexts();
  const subject = useSubject();
  const list = useList<ServiceRequest>('/api/billing/service-requests');
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<ServiceRequest | null>(null);
  return (
    <Page title={t('title')} about={t('about')} actions={<Button onClick={() => setAdding(true)}>{t('add')}</Button>}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} onOpen={setOpen} empty={<Empty title={t('none')} icon="message">{t('noneAbout')}</Empty>} columns={[
        { key: 'what', title: r('what'), value: subject, render: (row) => <b>{subject(row)}</b> },
        { key: 'state', title: r('state'), value: (row) => stateName(row.state), render: (row) => <State of={row.state} /> },
        { key: 'effective', title: r('effective'), value: (row) => row.effectiveOn, render: (row) => formatDay(row.effectiveOn) },
        { key: 'asked', title: r('asked'), value: (row) => row.requestedAt, render: (row) => formatTime(row.requestedAt) },
        { key: 'by', title: r('by'), value: (row) => row.requestedBy, render: (row) => row.requestedBy },
      ]} />
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('add')} closeButtonProps={{ 'aria-label': r('close') }}><NewRequest onDone={() => setAdding(false)} /></Modal>
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open && subject(open)} size="lg" closeButtonProps={{ 'aria-label': r('close') }}>{open && <One id={open.id} onDone={() => setOpen(null)} />}</Modal>
    </Page>
  );
}

function NewRequest({ onDone }: { onDone: () => void }) {
  const t = useT();
  const r = useRequestTexts();
  const queries = useQueryClient();
  const products = useWhole<{ id: string; name: string }>('/api/products');
  const [key] = useState(onceKey);
  const form = useForm({ kind: 'SEAT_REDUCTION' as ServiceRequest['kind'], product: null as string | null, seats: 1 as string | number, wishedOn: '', note: '' }, async (values) => {
    const seats = values.kind === 'SEAT_REDUCTION';
    await api('/api/billing/service-requests', {
      method: 'POST', headers: { 'Idempotency-Key': key },
      body: { kind: values.kind, product: seats ? undefined : values.product, seats: seats ? Number(values.seats) : undefined, wishedOn: values.wishedOn || undefined, note: values.note || undefined },
    });
    notify(t('sent'));
    await queries.invalidateQueries({ queryKey: ['list'] });
    onDone();
  });
  return (
    <FormBox form={form} submit={t('send')}>
      <SegmentedControl fullWidth aria-label={r('kind')} value={form.values.kind} onChange={(kind) => form.set({ kind: kind as ServiceRequest['kind'] })}
        data={(['SEAT_REDUCTION', 'SUBSCRIBE', 'UNSUBSCRIBE'] as const).map((value) => ({ value, label: r(value) }))} />
      {form.values.kind === 'SEAT_REDUCTION'
        ? <NumberInput label={t('fewer')} min={1} hideControls allowDecimal={false} value={form.values.seats} onChange={(seats) => form.set({ seats })} error={form.error('seats')} />
        : <Select label={t('product')} value={form.values.product} onChange={(product) => form.set({ product })} error={form.error('product')}
          data={[{ value: 'groupware', label: 'Groupware' }, ...products.rows.filter((one) => one.id !== 'groupware').map((one) => ({ value: one.id, label: one.name }))]} />}
      <TextInput type="date" label={t('wish')} {...form.text('wishedOn')} />
      <Textarea label={t('words')} autosize minRows={3} maxLength={2000} {...form.text('note')} />
    </FormBox>
  );
}

/** Everything about a request but what can be done with it. */
export function RequestFacts({ request, tenant }: { request: ServiceRequest; tenant?: string }) {
  const r = useRequestTexts();
  return (
    <Facts of={[
      ...(tenant ? [[r('what'), tenant] as [string, string]] : []), [r('kind'), useSubject()(request)], [r('state'), <State key="s" of={request.state} />],
      [r('wished'), formatDay(request.wishedOn)], [r('effective'), formatDay(request.effectiveOn)], [r('why'), request.reason ?? '–'],
      [r('note'), request.note ?? '–'], [r('by'), request.requestedBy], [r('asked'), formatTime(request.requestedAt)],
    ]} />
  );
}

function One({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useT();
  const r = useRequestTexts();
  const queries = useQueryClient();
  const path = `/api/billing/service-requests/${id}`;
  const query = useQuery({ queryKey: ['request', id], queryFn: () => answer<ServiceRequest>(path), gcTime: 0 });
  const withdraw = async (etag: string | null) => {
    if (!await confirm({ title: t('withdrawAsk'), text: t('withdrawAbout'), yes: t('withdraw'), no: r('no'), danger: true })) return;
    try {
      await api(`${path}/withdraw`, { method: 'POST', headers: etag ? { 'If-Match': etag } : {} });
      notify(t('withdrawn'));
      onDone();
    } catch (error) {
      notify(reason(error, r('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  return (
    <Answer query={query}>
      {({ value, etag }) => (
        <div className="d-form">
          <RequestFacts request={value} />
          {/^(REQUESTED|SCHEDULED)$/.test(value.state) && <div className="d-actions"><Button variant="default" onClick={() => void withdraw(etag)}>{t('withdraw')}</Button></div>}
        </div>
      )}
    </Answer>
  );
}
