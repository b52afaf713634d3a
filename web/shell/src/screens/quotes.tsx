import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, formatDay, formatTime, formatWon, messages, onceKey, useList } from '@dure/sdk';
import { Answer, Button, DataTable, Empty, Facts, FormBox, Modal, NumberInput, Page, SegmentedControl, TextInput, confirm, notify, reason, useForm } from '@dure/ui-kit';
import { place } from '../place';
import { EMPTY_QUOTE, QuoteFields, quoteBody } from '../quote-form';
import { State, stateName } from '../states';

const useT = messages({
  title: ['견적서', 'Quotations'],
  about: ['쓰려는 서비스의 값을 견적서로 만들어 내부 결재에 올리고, 그대로 주문할 수 있습니다.', 'Put the price of what you would use on paper, have it approved, and order it as it stands.'],
  operatorAbout: ['아직 고객이 아닌 회사에 보내는 견적서입니다.', 'Quotations for those who are no customers yet.'],
  add: ['견적서 만들기', 'Make a quotation'],
  none: ['아직 견적서가 없습니다', 'There are no quotations yet'],
  number: ['번호', 'Number'],
  company: ['회사', 'Company'],
  state: ['상태', 'State'],
  until: ['유효기간', 'Valid until'],
  total: ['금액', 'Amount'],
  perMonth: ['한 달', 'a month'],
  ahead: ['{n}개월 선납', '{n} months ahead'],
  contact: ['담당자', 'Contact'],
  note: ['적은 말', 'Note'],
  sent: ['보낸 곳', 'Sent to'],
  ordered: ['주문한 때', 'Ordered'],
  vat: ['부가세', 'VAT'],
  sum: ['합계', 'Total'],
  days: ['며칠 동안 유효한가요', 'Valid for how many days'],
  made: ['견적서 {n}을 만들었습니다.', 'The quotation {n} was made.'],
  pdf: ['PDF로 받기', 'Download as PDF'],
  by: ['보내는 방법', 'Send by'],
  email: ['이메일', 'E-mail'],
  fax: ['팩스', 'Fax'],
  to: ['다른 곳으로 (비우면 받는 곳으로)', 'To somebody else (empty: as on the paper)'],
  send: ['보내기', 'Send'],
  isSent: ['보냈습니다.', 'It was sent.'],
  accept: ['승낙으로 적기', 'Note as agreed'],
  accepted: ['승낙했다고 적었습니다.', 'Noted as agreed.'],
  order: ['주문하기', 'Order'],
  orderAsk: ['이 견적서대로 주문할까요?', 'Order as quoted?'],
  orderAbout: ['아직 쓰지 않는 상품을 고객센터에 신청합니다. 한 번만 주문할 수 있습니다.', 'The service centre is asked for the products you do not use yet. It can be ordered once.'],
  orderOperator: ['주문한 것으로 적습니다. 가입할 때 쓸 내용이 함께 나옵니다.', 'It is noted as ordered, with what the sign-up takes from it.'],
  isOrdered: ['주문했습니다.', 'It was ordered.'],
  asked: ['고객센터 요청 {n}건을 만들었습니다.', '{n} requests to the service centre were made.'],
  no: ['취소', 'Cancel'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Quote {
  id: string; number: string; state: string; quotedOn: string; validUntil: string; customer: { company: string; contact: string; email: string; fax: string }; note: string | null;
  lines: { description: string; amount: number }[]; vat: number; total: number; prepaidMonths: number; payable: number;
  sentTo: string | null; sentAt: string | null; orderedAt: string | null; serviceRequests: string[];
}

const PATH = place.operator ? '/api/operator/quotes' : '/api/billing/quotes';

export default function Quotes() {
  const t = useT();
  const list = useList<Quote>(PATH);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<{ id: string; number: string } | null>(null);
  return (
    <Page title={t('title')} about={t(place.operator ? 'operatorAbout' : 'about')} actions={<Button onClick={() => setAdding(true)}>{t('add')}</Button>}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} onOpen={setOpen} empty={<Empty title={t('none')} icon="calculator" />} columns={[
        { key: 'number', title: t('number'), value: (row) => row.number, render: (row) => <b>{row.number}</b> },
        { key: 'company', title: t('company'), value: (row) => row.customer.company, render: (row) => row.customer.company },
        { key: 'state', title: t('state'), value: (row) => stateName(row.state), render: (row) => <State of={row.state} /> },
        { key: 'until', title: t('until'), value: (row) => row.validUntil, render: (row) => formatDay(row.validUntil) },
        { key: 'total', title: t('total'), right: true, value: (row) => row.payable, render: (row) => formatWon(row.payable) },
      ]} />
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('add')} size="xl" closeButtonProps={{ 'aria-label': t('close') }}>
        <NewQuote onMade={(quote) => { setAdding(false); setOpen(quote); }} />
      </Modal>
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open?.number} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>{open && <One id={open.id} />}</Modal>
    </Page>
  );
}

function NewQuote({ onMade }: { onMade: (quote: Quote) => void }) {
  const t = useT();
  const queries = useQueryClient();
  const [key] = useState(onceKey);
  const form = useForm(EMPTY_QUOTE, async (values) => {
    const quote = await api<Quote>(PATH, { method: 'POST', headers: { 'Idempotency-Key': key }, body: { ...quoteBody(values), validDays: Number(values.validDays) || undefined } });
    notify(t('made', { n: quote.number }));
    await queries.invalidateQueries({ queryKey: ['list'] });
    onMade(quote);
  });
  return (
    <FormBox form={form} submit={t('add')}>
      <QuoteFields form={form} />
      <NumberInput label={t('days')} min={1} max={90} hideControls allowDecimal={false} value={form.values.validDays} onChange={(validDays) => form.set({ validDays })} error={form.error('validDays')} />
    </FormBox>
  );
}

function One({ id }: { id: string }) {
  const t = useT();
  const query = useQuery({ queryKey: ['quote', id], queryFn: () => answer<Quote>(`${PATH}/${id}`), gcTime: 0 });
  return (
    <Answer query={query}>
      {({ value, etag }) => (
        <div className="d-form">
          <Facts of={[
            [t('state'), <State key="s" of={value.state} />], [t('company'), value.customer.company], [t('contact'), `${value.customer.contact} · ${value.customer.email}`],
            [t('until'), formatDay(value.validUntil)], [t('note'), value.note || '–'],
            ...(value.sentTo ? [[t('sent'), `${value.sentTo} · ${formatTime(value.sentAt)}`] as [string, string]] : []),
            ...(value.orderedAt ? [[t('ordered'), formatTime(value.orderedAt)] as [string, string]] : []),
          ]} />
          <div>
            {value.lines.map((line, index) => <div className="d-pairs" key={index}><span>{line.description}</span><span>{formatWon(line.amount)}</span></div>)}
            <div className="d-pairs"><span>{t('vat')}</span><span>{formatWon(value.vat)}</span></div>
            <div className="d-pairs"><b>{t('sum')} <span className="d-quiet">{t('perMonth')}</span></b><b>{formatWon(value.total)}</b></div>
            {value.prepaidMonths > 0 && <div className="d-pairs"><b>{t('ahead', { n: value.prepaidMonths })}</b><b>{formatWon(value.payable)}</b></div>}
          </div>
          <div className="d-actions"><Button variant="default" component="a" href={`${PATH}/${id}.pdf`} download>{t('pdf')}</Button></div>
          {/^(DRAFT|SENT|ACCEPTED)$/.test(value.state) && <Acts key={etag} quote={value} etag={etag} />}
        </div>
      )}
    </Answer>
  );
}

function Acts({ quote, etag }: { quote: Quote; etag: string | null }) {
  const t = useT();
  const queries = useQueryClient();
  const [key] = useState(onceKey);
  const match: Record<string, string> = etag ? { 'If-Match': etag } : {};
  const form = useForm({ by: 'email', to: '' }, async (values) => {
    await api(`${PATH}/${quote.id}/send`, { method: 'POST', headers: { ...match, 'Idempotency-Key': key }, body: { by: values.by, to: values.to || undefined } });
    notify(t('isSent'));
    await queries.invalidateQueries();
  });
  const post = async (way: 'accept' | 'order', headers: Record<string, string>, done: (answered: Quote) => string) => {
    try {
      notify(done(await api<Quote>(`${PATH}/${quote.id}/${way}`, { method: 'POST', headers })));
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  const order = async () => {
    if (!await confirm({ title: t('orderAsk'), text: t(place.operator ? 'orderOperator' : 'orderAbout'), yes: t('order'), no: t('no') })) return;
    await post('order', { 'Idempotency-Key': onceKey() }, (answered) => (answered.serviceRequests.length ? t('asked', { n: answered.serviceRequests.length }) : t('isOrdered')));
  };
  return (
    <FormBox form={form} submit={t('send')} actions={<>
      <Button variant="default" onClick={() => void order()}>{t('order')}</Button>
      {quote.state !== 'ACCEPTED' && <Button variant="default" onClick={() => void post('accept', match, () => t('accepted'))}>{t('accept')}</Button>}
    </>}>
      <SegmentedControl fullWidth aria-label={t('by')} value={form.values.by} onChange={(by) => form.set({ by })} data={[{ value: 'email', label: t('email') }, { value: 'fax', label: t('fax') }]} />
      <TextInput label={t('to')} placeholder={form.values.by === 'email' ? quote.customer.email : quote.customer.fax} {...form.text('to')} />
    </FormBox>
  );
}
