import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { answer, api, formatDay, formatWon, messages, onceKey, useList } from '@dure/sdk';
import { Button, DataTable, Empty, FileButton, FormBox, Modal, Note, Page, Panel, Tabs, Tag, TextInput, notify, reason, useForm } from '@dure/ui-kit';
import { State } from '../states';

const useT = messages({
  title: ['납부와 연체', 'Payments and arrears'],
  about: ['은행 거래 내역을 올리면 청구서에 맞춥니다. 밀린 회사는 날짜대로 단계를 밟습니다.', 'Upload a bank statement and it is matched to invoices. Companies in arrears go through dated steps.'],
  upload: ['거래 내역 올리기', 'Upload a statement'],
  uploaded: ['{lines}건 가운데 {assigned}건을 맞추었고, {open}건은 정해 주셔야 합니다. 이미 올렸던 것은 {known}건입니다.', 'Of {lines} transfers {assigned} were matched; {open} wait for you; {known} were known already.'],
  transfers: ['이체', 'Transfers'],
  owed: ['받을 돈', 'Receivables'],
  arrears: ['연체', 'Arrears'],
  noTransfers: ['정해야 할 이체가 없습니다', 'No transfer waits'],
  noOwed: ['받을 돈이 없습니다', 'Nothing is owed'],
  noArrears: ['밀린 회사가 없습니다', 'Nobody is in arrears'],
  day: ['날', 'Day'],
  amount: ['금액', 'Amount'],
  from: ['보낸 사람', 'Depositor'],
  company: ['회사', 'Company'],
  state: ['상태', 'State'],
  number: ['청구서', 'Invoice'],
  due: ['내는 날', 'Due'],
  step: ['단계', 'Step'],
  next: ['다음 단계', 'Next step'],
  on: ['그날', 'On'],
  who: ['누가 보냈을까요', 'Whose is it?'],
  nobody: ['짐작되는 회사가 없습니다. 회사의 번호를 적어 주세요.', 'No company looks likely. Please type the company’s id.'],
  tenant: ['회사 번호 (id)', 'Company id'],
  why: ['까닭', 'Reason'],
  assign: ['이 회사로', 'Assign'],
  assigned: ['청구서에 맞추었습니다.', 'It was assigned.'],
  ignore: ['우리 것이 아님', 'Not ours'],
  unassign: ['되돌리기', 'Take back'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Transfer { id: string; date: string; amount: number; depositor: string; memo: string; state: string; company: string | null; suggestions: { tenantId: string; company: string; why: string; owed: number }[] }
interface Owed { tenantId: string; company: string; receivable: { invoiceId: string; number: string; month: string; state: string; open: number; due: string } }
interface Arrears { tenantId: string; company: string; step: string; stepOn: string; nextStep: string | null; nextStepOn: string | null; overdue: number }
const PATH = '/api/operator/payments';

export default function Payments() {
  const t = useT();
  const queries = useQueryClient();
  const upload = async (file: File | null) => {
    if (!file) return;
    try {
      const seen = await api<{ lines: number; known: number; assigned: number; open: number }>(`${PATH}/statements?name=${encodeURIComponent(file.name)}`,
        { method: 'POST', body: file, headers: { 'Content-Type': 'text/csv', 'Idempotency-Key': onceKey() } });
      notify(t('uploaded', { ...seen }), seen.open ? 'wait' : 'good');
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  return (
    <Page title={t('title')} about={t('about')} actions={<FileButton accept=".csv,.txt" onChange={(file) => void upload(file)}>{(props) => <Button {...props}>{t('upload')}</Button>}</FileButton>}>
      <Tabs defaultValue="transfers" keepMounted={false}>
        <Tabs.List mb="md">{(['transfers', 'owed', 'arrears'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(tab)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="transfers"><Transfers /></Tabs.Panel>
        <Tabs.Panel value="owed"><Receivables /></Tabs.Panel>
        <Tabs.Panel value="arrears"><ArrearsList /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Transfers() {
  const t = useT();
  const list = useList<Transfer>(`${PATH}/transfers`);
  const [open, setOpen] = useState<Transfer | null>(null);
  return (
    <>
      <DataTable label={t('transfers')} list={list} id={(row) => row.id} onOpen={setOpen} empty={<Panel><Empty title={t('noTransfers')} icon="receipt" /></Panel>} columns={[
        { key: 'day', title: t('day'), value: (row) => row.date, render: (row) => formatDay(row.date) },
        { key: 'from', title: t('from'), value: (row) => row.depositor, render: (row) => <b>{row.depositor}</b> },
        { key: 'amount', title: t('amount'), right: true, value: (row) => row.amount, render: (row) => formatWon(row.amount) },
        { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <State of={`TRANSFER_${row.state}`} /> },
        { key: 'company', title: t('company'), value: (row) => row.company ?? row.suggestions[0]?.company, render: (row) => row.company ?? (row.suggestions[0] ? <span className="d-quiet">{row.suggestions[0].company}?</span> : '–') },
      ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open && `${open.depositor} · ${formatWon(open.amount)}`} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>{open && <Decision transfer={open} onDone={() => setOpen(null)} />}</Modal>
    </>
  );
}

function Decision({ transfer, onDone }: { transfer: Transfer; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const path = `${PATH}/transfers/${transfer.id}`;
  const act = async (way: 'assign' | 'unassign' | 'ignore', body: { tenantId?: string; reason: string }) => {
    const { etag } = await answer<Transfer>(path);
    await api(`${path}/${way}`, { method: 'POST', body, headers: { 'Idempotency-Key': onceKey(), ...(etag ? { 'If-Match': etag } : {}) } });
    notify(t('assigned'));
    await queries.invalidateQueries();
    onDone();
  };
  const form = useForm({ tenantId: '', reason: '' }, (values) => act('assign', values));
  const say = (work: Promise<void>) => void work.catch((error: unknown) => notify(reason(error, t('failed')), 'bad'));
  if (transfer.state !== 'OPEN') {
    return (
      <div className="d-form">
        <TextInput label={t('why')} {...form.text('reason')} />
        <div className="d-actions"><Button variant="default" onClick={() => say(act('unassign', { reason: form.values.reason }))}>{t('unassign')}</Button></div>
      </div>
    );
  }
  return (
    <>
      <Panel title={t('who')}>
        {transfer.suggestions.length === 0 ? <p className="d-quiet">{t('nobody')}</p> : transfer.suggestions.map((one) => (
          <div className="d-pairs" key={one.tenantId}>
            <span>{one.company} <Tag>{one.why}</Tag> <span className="d-quiet">{formatWon(one.owed)}</span></span>
            <Button size="compact-xs" aria-label={`${t('assign')}: ${one.company}`} onClick={() => say(act('assign', { tenantId: one.tenantId, reason: form.values.reason || one.why }))}>{t('assign')}</Button>
          </div>
        ))}
      </Panel>
      <FormBox form={form} submit={t('assign')} actions={<Button variant="default" onClick={() => say(act('ignore', { reason: form.values.reason }))}>{t('ignore')}</Button>}>
        {transfer.memo && <Note>{transfer.memo}</Note>}
        <TextInput label={t('tenant')} {...form.text('tenantId')} />
        <TextInput label={t('why')} {...form.text('reason')} />
      </FormBox>
    </>
  );
}

function Receivables() {
  const t = useT();
  const list = useList<Owed>(`${PATH}/receivables`);
  return (
    <DataTable label={t('owed')} list={list} id={(row) => row.receivable.invoiceId} empty={<Panel><Empty title={t('noOwed')} icon="check" /></Panel>} columns={[
      { key: 'company', title: t('company'), value: (row) => row.company, render: (row) => <b>{row.company}</b> },
      { key: 'number', title: t('number'), value: (row) => row.receivable.number, render: (row) => `${row.receivable.month} · ${row.receivable.number}` },
      { key: 'state', title: t('state'), value: (row) => row.receivable.state, render: (row) => <State of={row.receivable.state} /> },
      { key: 'due', title: t('due'), value: (row) => row.receivable.due, render: (row) => formatDay(row.receivable.due) },
      { key: 'amount', title: t('amount'), right: true, value: (row) => row.receivable.open, render: (row) => formatWon(row.receivable.open) },
    ]} />
  );
}

function ArrearsList() {
  const t = useT();
  const list = useList<Arrears>('/api/operator/arrears');
  return (
    <DataTable label={t('arrears')} list={list} id={(row) => row.tenantId} empty={<Panel><Empty title={t('noArrears')} icon="check" /></Panel>} columns={[
      { key: 'company', title: t('company'), value: (row) => row.company, render: (row) => <b>{row.company}</b> },
      { key: 'amount', title: t('amount'), right: true, value: (row) => row.overdue, render: (row) => formatWon(row.overdue) },
      { key: 'step', title: t('step'), value: (row) => row.step, render: (row) => <State of={row.step} /> },
      { key: 'next', title: t('next'), value: (row) => row.nextStep, render: (row) => (row.nextStep ? <State of={row.nextStep} /> : '–') },
      { key: 'on', title: t('on'), value: (row) => row.nextStepOn, render: (row) => formatDay(row.nextStepOn) },
    ]} />
  );
}
